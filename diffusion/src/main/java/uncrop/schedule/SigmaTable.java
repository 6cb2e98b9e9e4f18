package uncrop.schedule;

/**
 * The noise levels that a model was trained on, in variance-exploding form: latents at timestep t
 * are x0 + sigma(t) * noise.
 *
 * <p>ComfyUI computes the table in double and rounds at the end. Timesteps are the model's, 0 to
 * 999, whatever part of them the table holds.
 */
public final class SigmaTable {
  private static final int DISTILLED_STRIDE = 20;

  private static final SigmaTable COMFY = full(false);
  private static final SigmaTable FOOOCUS = full(true);
  private static final SigmaTable DISTILLED = every(DISTILLED_STRIDE, COMFY.alphasCumprod);

  private final double[] alphasCumprod;
  private final float[] sigmas;
  private final float[] logSigmas;
  private final int stride;

  private SigmaTable(double[] alphasCumprod, float[] sigmas, float[] logSigmas, int stride) {
    this.alphasCumprod = alphasCumprod;
    this.sigmas = sigmas;
    this.logSigmas = logSigmas;
    this.stride = stride;
  }

  /** ComfyUI's: all 1000 levels. */
  public static SigmaTable comfy() {
    return COMFY;
  }

  /**
   * Fooocus' has the same levels, but takes their logarithms after rounding: a few interpolated
   * levels come out one ulp different.
   */
  public static SigmaTable fooocus() {
    return FOOOCUS;
  }

  /** The 50 levels that latent consistency models (LCM, TCD) are distilled on. */
  public static SigmaTable distilled() {
    return DISTILLED;
  }

  private static SigmaTable full(boolean logOfRounded) {
    double[] alphasCumprod = Betas.STABLE_DIFFUSION.alphasCumprod();
    float[] sigmas = new float[alphasCumprod.length];
    float[] logs = new float[alphasCumprod.length];
    for (int t = 0; t < sigmas.length; t++) {
      double sigma = Math.sqrt((1 - alphasCumprod[t]) / alphasCumprod[t]);
      sigmas[t] = (float) sigma;
      logs[t] = logOfRounded ? Float32.log(sigmas[t]) : (float) Math.log(sigma);
    }
    return new SigmaTable(alphasCumprod, sigmas, logs, 1);
  }

  private static SigmaTable every(int stride, double[] alphasCumprod) {
    float[] sigmas = new float[alphasCumprod.length / stride];
    float[] logs = new float[sigmas.length];
    for (int i = 0; i < sigmas.length; i++) {
      double alpha = alphasCumprod[stride * i + stride - 1];
      sigmas[i] = (float) Math.sqrt((1 - alpha) / alpha);
      logs[i] = Float32.log(sigmas[i]);
    }
    return new SigmaTable(alphasCumprod, sigmas, logs, stride);
  }

  /** How many levels there are. */
  public int size() {
    return sigmas.length;
  }

  /** The level at a position, ascending. */
  public float at(int index) {
    return sigmas[index];
  }

  public float sigmaMin() {
    return sigmas[0];
  }

  public float sigmaMax() {
    return sigmas[sigmas.length - 1];
  }

  /**
   * The level of a timestep: between the table's it is interpolated in the logarithm.
   *
   * @param timestep clamped to those of the table
   */
  public float sigma(double timestep) {
    float t = Math.clamp(((float) timestep - (stride - 1)) / stride, 0, sigmas.length - 1);
    int low = (int) Math.floor(t);
    int high = (int) Math.ceil(t);
    float weight = t - low;
    return Float32.exp((1 - weight) * logSigmas[low] + weight * logSigmas[high]);
  }

  /** The timestep that the network is told: that of the level nearest in the logarithm. */
  public int timestep(double sigma) {
    float log = Float32.log(sigma);
    int nearest = 0;
    for (int i = 1; i < logSigmas.length; i++) {
      if (Math.abs(log - logSigmas[i]) < Math.abs(log - logSigmas[nearest])) {
        nearest = i;
      }
    }
    return nearest * stride + stride - 1;
  }

  /** What is left of the picture's variance at a timestep. */
  public float alphaCumprod(int timestep) {
    return (float) alphasCumprod[timestep];
  }

  /** Whether a level is the highest or above: then a run starts from noise alone. */
  public boolean isMaximum(double sigma) {
    double most = sigmaMax();
    return sigma > most || Math.abs(most - sigma) <= 1e-5 * Math.max(most, Math.abs(sigma));
  }
}
