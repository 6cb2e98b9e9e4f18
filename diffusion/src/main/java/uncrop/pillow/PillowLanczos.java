package uncrop.pillow;

import uncrop.geometry.Size;
import uncrop.pixels.Raster;

/**
 * Scales a picture exactly as Pillow does with {@code Image.LANCZOS} (Pillow 13, {@code
 * src/libImaging/Resample.c}): models see what they would see in Python. Opaque; transparency is
 * not looked at.
 */
public final class PillowLanczos {
  /*
   * Rows are stretched, then columns; but columns first where more than twice as many rows go as
   * columns (Pillow up to 12 never does that). Between the two each value is rounded to 8 bits and
   * clipped, so their order shows. Weights are calculated in double, normalised to a sum of 1 and
   * rounded to 22 bits behind the point; sums are whole numbers. A direction in which the size stays
   * is left out. That is worse than the product's own resampling (it works in coded light, and clips
   * twice), but the task here is to be equal.
   */
  private static final int LOBES = 3;
  private static final int FRACTION_BITS = 22;
  private static final int HALF = 1 << FRACTION_BITS - 1;

  /**
   * For each output sample: the first input sample that counts, and the weights from there on.
   *
   * @param weights in 2^-22
   */
  private record Weights(int[] first, int[][] weights) {}

  private PillowLanczos() {}

  /**
   * @return the source itself where it has that size
   */
  public static Raster scaled(Raster source, Size size) {
    int rowsLess = source.height() - size.height();
    int columnsLess = Math.max(0, source.width() - size.width());
    return rowsLess > 2 * columnsLess
        ? across(down(source, size.height()), size.width())
        : down(across(source, size.width()), size.height());
  }

  private static Raster across(Raster source, int width) {
    if (width == source.width()) {
      return source;
    }
    Weights weights = weights(source.width(), width);
    Raster scaled = new Raster(width, source.height());
    for (int y = 0; y < source.height(); y++) {
      for (int x = 0; x < width; x++) {
        int start = y * source.width() + weights.first[x];
        scaled.set(x, y, sum(source.argb(), start, 1, weights.weights[x]));
      }
    }
    return scaled;
  }

  private static Raster down(Raster source, int height) {
    if (height == source.height()) {
      return source;
    }
    Weights weights = weights(source.height(), height);
    Raster scaled = new Raster(source.width(), height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < source.width(); x++) {
        int start = weights.first[y] * source.width() + x;
        scaled.set(x, y, sum(source.argb(), start, source.width(), weights.weights[y]));
      }
    }
    return scaled;
  }

  private static int sum(int[] argb, int start, int stride, int... weights) {
    int red = HALF;
    int green = HALF;
    int blue = HALF;
    int at = start;
    for (int weight : weights) {
      int pixel = argb[at];
      red += weight * (pixel >> 16 & 255);
      green += weight * (pixel >> 8 & 255);
      blue += weight * (pixel & 255);
      at += stride;
    }
    return 0xFF000000 | level(red) << 16 | level(green) << 8 | level(blue);
  }

  private static int level(int sum) {
    return Math.clamp(sum >> FRACTION_BITS, 0, 255);
  }

  private static Weights weights(int from, int to) {
    double step = (double) from / to;
    double stretch = Math.max(1, step);
    double reach = LOBES * stretch;
    int[] first = new int[to];
    int[][] all = new int[to][];
    for (int i = 0; i < to; i++) {
      double center = (i + 0.5) * step;
      int low = Math.max(0, (int) (center - reach + 0.5));
      int high = Math.min(from, (int) (center + reach + 0.5));
      double[] raw = new double[high - low];
      double sum = 0;
      for (int k = 0; k < raw.length; k++) {
        raw[k] = kernel((k + low - center + 0.5) * (1 / stretch));
        sum += raw[k];
      }
      first[i] = low;
      all[i] = new int[raw.length];
      for (int k = 0; k < raw.length; k++) {
        double weight = raw[k] / sum * (1 << FRACTION_BITS);
        all[i][k] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
      }
    }
    return new Weights(first, all);
  }

  private static double kernel(double x) {
    return -LOBES <= x && x < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
  }

  private static double sinc(double x) {
    double px = Math.PI * x;
    return x == 0 ? 1 : Math.sin(px) / px;
  }
}
