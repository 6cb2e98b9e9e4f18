package uncrop.plan;

import java.util.Optional;
import uncrop.geometry.Placement;
import uncrop.pixels.Mask;

/**
 * What is to be done, whole and immutable: every vocabulary compiles to this, and only this reaches
 * an engine.
 *
 * @param placement the canvas and where the source lies on it
 * @param mask an additional mask in source pixels (before any resampling): where it says {@link
 *     Mask#PAINT} the source is painted over
 * @param band transition band in canvas pixels: so far into the kept area may painted and source
 *     pixels be mixed; 0 leaves every kept pixel as it is
 */
public record Plan(Placement placement, Optional<Mask> mask, int band, Sampling sampling) {}
