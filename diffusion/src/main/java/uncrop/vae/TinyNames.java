package uncrop.vae;

import uncrop.layer.Weights;

/**
 * Where the layers of a tiny autoencoder stand in a file. The original files (taesd_decoder.pth and
 * taesd_encoder.pth of madebyollin/taesd) number them from the first; those of diffusers do below a
 * prefix, and do not count the decoder's clamp, which comes first.
 *
 * @param prefix before the number
 * @param first number of the first layer
 */
record TinyNames(String prefix, int first) {
  static TinyNames ofEncoder(Weights weights) {
    return weights.has("encoder.layers.0.weight")
        ? new TinyNames("encoder.layers.", 0)
        : new TinyNames("", 0);
  }

  static TinyNames ofDecoder(Weights weights) {
    return weights.has("decoder.layers.0.weight")
        ? new TinyNames("decoder.layers.", 0)
        : new TinyNames("", 1);
  }

  /**
   * @param layer counted from 0, without the clamp
   */
  String of(int layer) {
    return prefix + (first + layer);
  }
}
