package uncrop.inpaint;

import uncrop.fault.BadInput;
import uncrop.geometry.Limits;
import uncrop.geometry.Size;
import uncrop.pixels.Raster;

/**
 * One call of a model.
 *
 * @param picture its transparency is not looked at
 * @param mask as large as the picture: light (luminance 128 or more) is painted, dark or fully
 *     transparent stays
 * @param size that the model works in: multiples of 8; the picture is scaled to it, whatever its
 *     shape
 * @param steps 1 to 1000
 * @param guidance how far to go beyond the negative prompt's picture, from 0; at 1 the negative
 *     prompt is not asked for
 * @param strength above 0 to 1: how much of what is under the mask may change
 * @param seed of all noise, from 0
 */
public record InpaintRequest(
    Raster picture,
    Raster mask,
    Size size,
    Prompts prompts,
    Method method,
    int steps,
    double guidance,
    double strength,
    long seed) {
  /** Pixels for each latent, along each side. */
  static final int SCALE = 8;

  private static final int MOST_STEPS = 1000;

  /**
   * @throws BadInput naming the field that cannot be used
   */
  public InpaintRequest {
    if (!mask.size().equals(picture.size())) {
      throw new BadInput("mask", mask.size(), "must be as large as the picture " + picture.size());
    }
    if (size.width() % SCALE != 0 || size.height() % SCALE != 0) {
      throw new BadInput("size", size, "must be multiples of 8: take " + near(size));
    }
    if (size.area() > Limits.DEFAULT.maxCanvasPixels()) {
      throw new BadInput(
          "size", size, "must have at most %d pixels".formatted(Limits.DEFAULT.maxCanvasPixels()));
    }
    if (steps < 1 || steps > MOST_STEPS) {
      throw new BadInput("steps", steps, "must be 1 to " + MOST_STEPS);
    }
    if (!(guidance >= 0 && Double.isFinite(guidance))) {
      throw new BadInput("guidance", guidance, "must be 0 or more, such as 7.5");
    }
    if (!(strength > 0 && strength <= 1)) {
      throw new BadInput("strength", strength, "must be above 0 and at most 1");
    }
    if (seed < 0) {
      throw new BadInput("seed", seed, "must not be negative");
    }
  }

  private static Size near(Size size) {
    return new Size(near(size.width()), near(size.height()));
  }

  private static int near(int pixels) {
    return Math.max(SCALE, pixels / SCALE * SCALE);
  }
}
