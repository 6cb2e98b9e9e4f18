package uncrop.engine;

import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

/**
 * One picture to paint.
 *
 * @param canvas canvas-sized; source pixels where the source lies (also under a user mask or band),
 *     0 elsewhere. Read only.
 * @param mask canvas-sized; {@link Mask#PAINT} is what the engine must fill. The band, if any, is
 *     part of it. Read only.
 * @param sampling settings of the plan
 * @param seed the seed of this sample
 */
public record Scene(Raster canvas, Mask mask, Sampling sampling, long seed) {}
