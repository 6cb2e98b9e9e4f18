package uncrop.vae;

import java.util.Arrays;
import uncrop.block.Norming;
import uncrop.block.Trace;
import uncrop.checkpoint.VaeConfig;
import uncrop.fault.BadInput;
import uncrop.layer.Layers;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorFault;
import uncrop.tensor.TensorScope;

/**
 * From pictures to latents, an eighth as high and wide, and back (Rombach et al., High-Resolution
 * Image Synthesis with Latent Diffusion Models, 2022; {@code AutoencoderKL} of diffusers). Stable
 * Diffusion 1.5 and XL share the form, not the weights.
 *
 * <p>Pictures are from -1 to 1. Latents here are not scaled: what a UNet works on is {@link
 * VaeConfig#scalingFactor} times as large.
 */
public final class Vae implements AutoCloseable {
  /*
   * Tiles. What happens at the size of the latents costs little memory and looks at all of the
   * picture: it is done for the whole. Only the larger sizes are done in tiles. They look at their
   * neighbourhood alone, but for the group normalisations: were each tile normalised by itself, a
   * tile of sky would get the contrast of a tile of leaves, and blending could but smear the
   * border. So all tiles are normalised by the statistics of one sample, the whole with fewer
   * pixels.
   */
  /** Of all its normalisations. */
  static final double EPS = 1e-6;

  private final VaeConfig config;
  private final Layers layers;
  private final Encoder encoder;
  private final Decoder decoder;

  /**
   * Reads all weights.
   *
   * @param layers with diffusers' names; they are closed with this network
   */
  public Vae(VaeConfig config, Layers layers) {
    this.config = config;
    this.layers = layers;
    encoder = new Encoder(config, layers);
    decoder = new Decoder(config, layers);
  }

  /**
   * Where it goes beside a UNet: to the same place. It decides over each pixel once, so it is not
   * quantised; and overflows in FP16.
   */
  public static Placement beside(Placement unet) {
    return switch (unet.precision()) {
      case FP32, BF16 -> unet;
      case FP16, INT8 -> unet.in(Precision.FP32);
    };
  }

  public VaeConfig config() {
    return config;
  }

  /** Pixels for each latent, along each side: 8. */
  public int scale() {
    return 1 << (config.levels() - 1);
  }

  /** In one piece. */
  public Moments encode(Tensor picture) {
    return encode(picture, Trace.NONE);
  }

  /**
   * @param picture [N, 3, H, W] from -1 to 1
   * @throws BadInput if height or width is no multiple of {@link #scale}
   */
  public Moments encode(Tensor picture, Trace trace) {
    checkPicture(picture);
    try (TensorScope scope = TensorScope.open()) {
      return kept(scope, Moments.of(moments(picture, trace)));
    }
  }

  /** In tiles, if the picture is larger than one. */
  public Moments encode(Tensor picture, Tiling tiling) {
    checkPicture(picture);
    if (!tiling.divides(picture.size(2) / scale(), picture.size(3) / scale())) {
      return encode(picture);
    }
    try (TensorScope scope = TensorScope.open();
        SharedNorming norming = new SharedNorming()) {
      encoder.reduce(entering(sample(picture, scale(), tiling)), norming, Trace.NONE).close();
      Tensor features =
          tiling.apply(
              picture,
              scale(),
              1,
              config.widths().getLast(),
              part -> layers.leaving(encoder.reduce(entering(part), norming, Trace.NONE)));
      Tensor all = encoder.middle(entering(features), Trace.NONE);
      return kept(scope, Moments.of(layers.leaving(all)));
    }
  }

  private static Moments kept(TensorScope scope, Moments moments) {
    scope.keep(moments.mean());
    scope.keep(moments.std());
    return moments;
  }

  private Tensor moments(Tensor picture, Trace trace) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor features = encoder.reduce(entering(picture), Norming.OWN, trace);
      return scope.keep(layers.leaving(encoder.middle(features, trace)));
    }
  }

  /** In one piece. */
  public Tensor decode(Tensor latents) {
    return decode(latents, Trace.NONE);
  }

  /**
   * @param latents [N, latent channels, H, W], not scaled
   * @return FP32 [N, 3, 8 H, 8 W]: from -1 to 1, and a little beyond
   */
  public Tensor decode(Tensor latents, Trace trace) {
    checkLatents(latents);
    try (TensorScope scope = TensorScope.open()) {
      Tensor features = decoder.middle(entering(latents), trace);
      Tensor picture = decoder.enlarge(features, Norming.OWN, trace);
      return scope.keep(layers.leaving(picture));
    }
  }

  /** In tiles, if the picture is larger than one. */
  public Tensor decode(Tensor latents, Tiling tiling) {
    checkLatents(latents);
    if (!tiling.divides(latents.size(2), latents.size(3))) {
      return decode(latents);
    }
    try (TensorScope scope = TensorScope.open();
        SharedNorming norming = new SharedNorming()) {
      Tensor features = decoder.middle(entering(latents), Trace.NONE);
      decoder.enlarge(entering(sample(features, 1, tiling)), norming, Trace.NONE).close();
      return scope.keep(
          tiling.apply(
              features,
              1,
              scale(),
              3,
              part -> layers.leaving(decoder.enlarge(entering(part).copy(), norming, Trace.NONE))));
    }
  }

  /** The whole with fewer pixels: no more than a tile has. */
  private static Tensor sample(Tensor whole, int unit, Tiling tiling) {
    double share = (double) tiling.tile() * unit / Math.max(whole.size(2), whole.size(3));
    return whole.upsampleNearest(
        reduced(whole.size(2), unit, share), reduced(whole.size(3), unit, share));
  }

  private static long reduced(long length, int unit, double share) {
    return Math.max(1, Math.round(length / unit * share)) * unit;
  }

  private Tensor entering(Tensor tensor) {
    return layers.entering(tensor).channelsLast();
  }

  private void checkPicture(Tensor picture) {
    if (picture.rank() != 4 || picture.size(1) != 3) {
      throw new TensorFault(
          "a picture of shape %s does not fit: the encoder takes [N, 3, H, W]"
              .formatted(Arrays.toString(picture.shape())));
    }
    long height = picture.size(2);
    long width = picture.size(3);
    if (height % scale() != 0 || width % scale() != 0) {
      throw new BadInput("size", width + "x" + height, "must be multiples of " + scale());
    }
  }

  private void checkLatents(Tensor latents) {
    if (latents.rank() != 4 || latents.size(1) != config.latentChannels()) {
      throw new TensorFault(
          "latents of shape %s do not fit: the decoder takes [N, %d, H, W]"
              .formatted(Arrays.toString(latents.shape()), config.latentChannels()));
    }
  }

  /** Frees the weights. */
  @Override
  public void close() {
    layers.close();
  }
}
