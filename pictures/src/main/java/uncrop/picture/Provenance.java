package uncrop.picture;

import java.util.Optional;

/**
 * How a picture came about, written into it as XMP.
 *
 * @param engine the name of the engine that painted
 * @param model the model that the engine ran, if it runs one
 * @param trained whether what was painted comes from a trained model
 * @param seed of this very picture
 * @param prompt what was asked for; may be empty
 */
public record Provenance(
    String engine, Optional<String> model, boolean trained, long seed, String prompt) {}
