package uncrop.compose;

/**
 * Which source samples make up each output sample along one axis, and with which weight. Weights
 * add up to 1; samples beyond the ends are left out.
 */
final class Taps {
  private static final int LOBES = 3;

  private final int[] first;
  private final float[][] weights;
  private final int longest;

  private Taps(int[] first, float[][] weights) {
    this.first = first;
    this.weights = weights;
    int most = 0;
    for (float[] w : weights) {
      most = Math.max(most, w.length);
    }
    this.longest = most;
  }

  /**
   * @param from samples of the source
   * @param to samples of the whole output
   * @param start first output sample that is wanted, and {@code count} how many
   */
  static Taps lanczos(int from, int to, int start, int count) {
    double step = (double) from / to;
    double stretch = Math.max(1, step);
    double reach = LOBES * stretch;
    int[] first = new int[count];
    float[][] weights = new float[count][];
    for (int i = 0; i < count; i++) {
      double center = (start + i + 0.5) * step - 0.5;
      int low = Math.max(0, (int) Math.ceil(center - reach));
      int high = Math.min(from - 1, (int) Math.floor(center + reach));
      first[i] = low;
      weights[i] = normalised(low, high, center, stretch);
    }
    return new Taps(first, weights);
  }

  private static float[] normalised(int low, int high, double center, double stretch) {
    double[] raw = new double[high - low + 1];
    double sum = 0;
    for (int i = 0; i < raw.length; i++) {
      raw[i] = kernel((low + i - center) / stretch);
      sum += raw[i];
    }
    float[] weights = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      weights[i] = (float) (raw[i] / sum);
    }
    return weights;
  }

  private static double kernel(double x) {
    if (x == 0) {
      return 1;
    }
    if (Math.abs(x) >= LOBES) {
      return 0;
    }
    double px = Math.PI * x;
    return LOBES * Math.sin(px) * Math.sin(px / LOBES) / (px * px);
  }

  int first(int output) {
    return first[output];
  }

  float[] weights(int output) {
    return weights[output];
  }

  /** The largest number of samples that one output sample needs. */
  int longest() {
    return longest;
  }
}
