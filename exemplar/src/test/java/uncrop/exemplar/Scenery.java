package uncrop.exemplar;

import java.util.Random;
import uncrop.pixels.Raster;

/** Drawn pictures of which it is known how they go on. */
final class Scenery {
  private Scenery() {}

  /** A colour by place. */
  interface Paint {
    int at(int x, int y);
  }

  static Raster drawn(int width, int height, Paint paint) {
    Raster raster = new Raster(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        raster.set(x, y, paint.at(x, y));
      }
    }
    return raster;
  }

  /** The colour with each channel changed by so much at most, opaque. */
  static int noisy(int rgb, int by, Random random) {
    int out = 0xFF000000;
    for (int shift = 0; shift < 24; shift += 8) {
      int value = (rgb >> shift & 255) + random.nextInt(-by, by + 1);
      out |= Math.clamp(value, 0, 255) << shift;
    }
    return out;
  }

  /** Blobs of a few sizes with some grain, such as gravel or leaves; no channel below 100. */
  static Raster texture(int width, int height, long seed) {
    Random random = new Random(seed);
    double[][] waves = new double[24][];
    for (int i = 0; i < waves.length; i++) {
      double length = 5 + 20 * random.nextDouble();
      double angle = Math.TAU * random.nextDouble();
      waves[i] =
          new double[] {
            Math.TAU / length * Math.cos(angle),
            Math.TAU / length * Math.sin(angle),
            Math.TAU * random.nextDouble()
          };
    }
    return drawn(
        width,
        height,
        (x, y) -> {
          double sum = 0;
          for (double[] wave : waves) {
            sum += Math.sin(wave[0] * x + wave[1] * y + wave[2]);
          }
          int grey = (int) Math.clamp(175 + 9 * sum, 112, 240);
          return noisy(grey << 16 | grey << 8 | (grey - 6), 6, random);
        });
  }

  /** Blue above, brown below, the horizon in the middle. */
  static Raster horizon(int width, int height, long seed) {
    Random random = new Random(seed);
    return drawn(width, height, (x, y) -> noisy(y < height / 2 ? 0x5A8CD2 : 0x785532, 9, random));
  }

  /** Upright stripes of chance widths, light and dark by turns. */
  static Raster stripes(int width, int height, long seed) {
    Random random = new Random(seed);
    int[] columns = new int[width];
    int left = 0;
    boolean dark = random.nextBoolean();
    for (int x = 0; x < width; x++) {
      if (left-- == 0) {
        left = random.nextInt(6, 16);
        dark = !dark;
      }
      columns[x] = dark ? 0x384048 : 0xC8C0B0;
    }
    return drawn(width, height, (x, y) -> noisy(columns[x], 5, random));
  }

  /** The picture lying on its side: columns become rows. */
  static Raster transposed(Raster picture) {
    return drawn(picture.height(), picture.width(), (x, y) -> picture.at(y, x));
  }
}
