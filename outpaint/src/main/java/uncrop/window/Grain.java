package uncrop.window;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/** Gives what was painted the grain of the photograph. */
final class Grain {
  /*
   * An autoencoder smooths film grain and sensor noise away, so a painted sky lies beside a grainy
   * one like plastic. How strong grain is shows in flat places only: the picture is cut into small
   * blocks, in each the mean square of a 3 x 3 Laplacian-like mask is taken that does not see slopes
   * (Immerkaer 1996), and the lower quartile of all blocks is believed. What the photograph has more
   * of than the painting is added as noise, the same in all three channels, as grain mostly is.
   */
  private static final int BLOCK = 16;
  private static final int FEWEST_BLOCKS = 12;
  private static final double QUARTILE = 0.25;

  /** Of the mask 1 -2 1, -2 4 -2, 1 -2 1: the sum of its squares. */
  private static final double MASK_POWER = 36;

  /** Stronger grain than this is a texture. */
  private static final double STRONGEST = 12;

  private static final double FAINTEST = 0.6;

  private Grain() {}

  /**
   * @param photograph true where the hole is not
   * @param painted changed in the hole
   */
  static void match(Raster photograph, Raster painted, Mask hole, long seed) {
    double wanted = strength(photograph, hole, Mask.KEEP);
    double there = strength(painted, hole, Mask.PAINT);
    if (Double.isNaN(wanted) || Double.isNaN(there) || wanted > STRONGEST) {
      return;
    }
    double missing = Math.sqrt(Math.max(0, wanted * wanted - there * there));
    if (missing >= FAINTEST) {
      add(painted, hole, missing, seed);
    }
  }

  private static void add(Raster painted, Mask hole, double deviation, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    int[] argb = painted.argb();
    for (int i = 0; i < argb.length; i++) {
      if (hole.values()[i] == Mask.PAINT) {
        int more = (int) Math.rint(random.nextGaussian() * deviation);
        argb[i] =
            argb[i] & 0xFF000000
                | level(argb[i] >> 16, more) << 16
                | level(argb[i] >> 8, more) << 8
                | level(argb[i], more);
      }
    }
  }

  private static int level(int value, int more) {
    return Math.clamp((value & 255) + more, 0, 255);
  }

  /** Standard deviation of the grain, in levels; not a number if there is too little to tell. */
  static double strength(Raster picture, Mask hole, byte kind) {
    double[] powers = new double[(picture.width() / BLOCK) * (picture.height() / BLOCK)];
    int count = 0;
    for (int y = 1; y + BLOCK < picture.height(); y += BLOCK) {
      for (int x = 1; x + BLOCK < picture.width(); x += BLOCK) {
        double power = power(picture, hole, kind, x, y);
        if (power >= 0) {
          powers[count++] = power;
        }
      }
    }
    if (count < FEWEST_BLOCKS) {
      return Double.NaN;
    }
    Arrays.sort(powers, 0, count);
    return Math.sqrt(powers[(int) (count * QUARTILE)] / MASK_POWER);
  }

  /** Of a block, the mean square; -1 if it is not all of that kind, or clipped. */
  private static double power(Raster picture, Mask hole, byte kind, int left, int top) {
    double sum = 0;
    for (int y = top; y < top + BLOCK; y++) {
      for (int x = left; x < left + BLOCK; x++) {
        int here = luma(picture, x, y);
        if (hole.values()[y * hole.width() + x] != kind || here < 4 || here > 4 * 251) {
          return -1;
        }
        int corners =
            luma(picture, x - 1, y - 1)
                + luma(picture, x + 1, y - 1)
                + luma(picture, x - 1, y + 1)
                + luma(picture, x + 1, y + 1);
        int sides =
            luma(picture, x - 1, y)
                + luma(picture, x + 1, y)
                + luma(picture, x, y - 1)
                + luma(picture, x, y + 1);
        double response = (4.0 * here - 2.0 * sides + corners) / 4;
        sum += response * response;
      }
    }
    return sum / (BLOCK * BLOCK);
  }

  /** Four times: green counts twice. */
  private static int luma(Raster picture, int x, int y) {
    int pixel = picture.at(x, y);
    return (pixel >> 16 & 255) + 2 * (pixel >> 8 & 255) + (pixel & 255);
  }
}
