package uncrop.window;

import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/**
 * One piece of a canvas as a model is shown it.
 *
 * @param picture opaque; in the hole what it is to start from: a smooth fill, or a coarser painting
 * @param hole as large; {@link Mask#PAINT} is what to paint
 * @param strength above 0 to 1: how much of what lies in the hole may change; 1 paints anew
 * @param seed of all noise
 */
public record Window(Raster picture, Mask hole, double strength, long seed) {}
