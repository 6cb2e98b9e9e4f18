package uncrop.schedule;

/**
 * How much noise each training timestep adds, and what of the picture is left after it (Ho et al.
 * 2020: beta and the product of 1 - beta).
 *
 * @param start beta of timestep 0
 * @param end beta of the last timestep
 * @param scaledLinear linear in the root of beta, as Stable Diffusion is trained; else linear
 * @param timesteps how many there are
 */
record Betas(double start, double end, boolean scaledLinear, int timesteps) {
  /** Of every Stable Diffusion 1.5 and SDXL. */
  static final Betas STABLE_DIFFUSION = new Betas(0.00085, 0.012, true, 1000);

  /** ComfyUI's path: all in double. */
  double[] alphasCumprod() {
    double first = scaledLinear ? Math.sqrt(start) : start;
    double last = scaledLinear ? Math.sqrt(end) : end;
    double step = (last - first) / (timesteps - 1);
    double[] products = new double[timesteps];
    double product = 1;
    for (int t = 0; t < timesteps; t++) {
      double root = t == timesteps - 1 ? last : first + t * step;
      product *= 1 - (scaledLinear ? root * root : root);
      products[t] = product;
    }
    return products;
  }

  /**
   * diffusers' path: float32, but that torch sums up products in double and rounds each one. Most
   * entries differ from the double path's by an ulp or more, and sigmas by up to 1.3e-5.
   */
  float[] alphasCumprod32() {
    float[] betas =
        Ramp.floats(
            scaledLinear ? Math.sqrt(start) : start,
            scaledLinear ? Math.sqrt(end) : end,
            timesteps);
    float[] products = new float[timesteps];
    double product = 1;
    for (int t = 0; t < timesteps; t++) {
      float beta = scaledLinear ? betas[t] * betas[t] : betas[t];
      product *= 1 - beta;
      products[t] = (float) product;
    }
    return products;
  }
}
