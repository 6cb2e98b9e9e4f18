package uncrop.sampler;

import uncrop.schedule.Float32;

/**
 * How a stochastic step is split: first go down below the level to reach, then add noise up to it.
 *
 * @param down the level to go down to
 * @param up the standard deviation of the noise to add; down^2 + up^2 is the square of the level
 */
record Ancestral(float down, float up) {
  /**
   * @param eta 0: straight down, no noise
   */
  static Ancestral step(float from, float to, float eta) {
    if (eta == 0) {
      return new Ancestral(to, 0);
    }
    float variance = to * to * (from * from - to * to) / (from * from);
    float up = Math.min(to, eta * Float32.sqrt(variance));
    return new Ancestral(Float32.sqrt(to * to - up * up), up);
  }
}
