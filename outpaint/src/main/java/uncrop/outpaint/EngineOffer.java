package uncrop.outpaint;

import java.util.Optional;

/**
 * An engine as it can be had here.
 *
 * @param model with which; empty for an engine that needs none, or has none here
 * @param good what it is good at, and what not, in one line
 * @param ready whether it could paint now
 * @param best whether it paints where nobody says who
 */
public record EngineOffer(
    String engine, Optional<String> model, String good, boolean ready, boolean best) {}
