package uncrop.schedule;

/** What a network was trained to predict. */
public enum Prediction {
  /** The noise in the latents. */
  EPSILON,
  /** A mix of noise and picture (Salimans and Ho 2022, "Progressive Distillation"). */
  V
}
