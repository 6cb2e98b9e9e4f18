package uncrop.focus;

import uncrop.fault.BadInput;
import uncrop.geometry.Size;

/**
 * What Stable Diffusion XL is told of sizes: that what to show was larger than it is, what not to
 * show smaller; in the noisiest steps, where it decides on the composition.
 *
 * @param positive how much larger what the prompt describes was: 1.5
 * @param negative the same for the negative prompt: 0.8
 * @param end the share of the timesteps, from the noisiest, that is told so: 0.3. The rest is told
 *     the true size
 */
public record SizeConditioning(double positive, double negative, double end) {
  /** Fooocus' own. */
  public static final SizeConditioning DEFAULT = new SizeConditioning(1.5, 0.8, 0.3);

  /** The true size, always: for models distilled to a few steps. */
  public static final SizeConditioning TRUE_SIZE = new SizeConditioning(1, 1, 0);

  private static final double SMALLEST = 0.1;
  private static final double LARGEST = 3;
  private static final int GRID = 64;
  private static final int LAST_TIMESTEP = 999;

  /**
   * @throws BadInput unless the scales are 0.1 to 3 and the end is 0 to 1
   */
  public SizeConditioning {
    check("positive size scale", positive, SMALLEST, LARGEST);
    check("negative size scale", negative, SMALLEST, LARGEST);
    check("end of size scales", end, 0, 1);
  }

  private static void check(String field, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new BadInput(field, value, "must be %s to %s".formatted(least, most));
    }
  }

  /** Whether it is still one of the timesteps that are not told the true size. */
  boolean emphasises(double timestep) {
    return timestep > LAST_TIMESTEP * (1 - end);
  }

  /**
   * @return height and width of the original, top and left of the crop, height and width of the
   *     target
   */
  public double[] positive(Size working, double timestep) {
    return numbers(working, timestep, positive);
  }

  /** The same for the negative prompt. */
  public double[] negative(Size working, double timestep) {
    return numbers(working, timestep, negative);
  }

  private double[] numbers(Size working, double timestep, double scale) {
    double height = Math.rint((double) working.height() / GRID) * GRID;
    double width = Math.rint((double) working.width() / GRID) * GRID;
    return emphasises(timestep)
        ? new double[] {
          (int) (working.height() * scale), (int) (working.width() * scale), 0, 0, height, width
        }
        : new double[] {height, width, 0, 0, height, width};
  }
}
