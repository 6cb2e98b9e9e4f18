package uncrop.noise;

import java.util.List;

/**
 * What diffusers' inpainting pipelines draw from their one generator before the first step. The
 * same seed gives the same picture only if the draws come in the same order.
 */
public enum Draw {
  /** Of the VAE's posterior for the whole picture; [1, 4, h, w]. */
  PICTURE_POSTERIOR,
  /** The initial noise; [B, 4, h, w]. */
  NOISE,
  /** Of the VAE's posterior for the picture with its hole; [1, 4, h, w]. */
  MASKED_POSTERIOR;

  /**
   * @param inputChannels of the UNet: 9, or 4, where the masked picture is encoded although nothing
   *     uses it
   * @param strength above 0, at most 1. Only at exactly 1 does a UNet of 9 channels start from pure
   *     noise and not need the picture.
   */
  public static List<Draw> order(int inputChannels, double strength) {
    return inputChannels == 9 && strength == 1
        ? List.of(NOISE, MASKED_POSTERIOR)
        : List.of(PICTURE_POSTERIOR, NOISE, MASKED_POSTERIOR);
  }
}
