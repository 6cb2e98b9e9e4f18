package uncrop.vae;

import java.util.Arrays;
import uncrop.block.Trace;
import uncrop.checkpoint.VaeConfig;
import uncrop.fault.BadInput;
import uncrop.layer.Layers;
import uncrop.tensor.DType;
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

  /** In tiles, if the picture is larger than one; the means and variances are blended. */
  public Moments encode(Tensor picture, Tiling tiling) {
    checkPicture(picture);
    if (!tiling.divides(picture.size(2) / scale(), picture.size(3) / scale())) {
      return encode(picture);
    }
    try (TensorScope scope = TensorScope.open()) {
      int channels = 2 * config.latentChannels();
      Tensor all = tiling.apply(picture, scale(), 1, channels, part -> moments(part, Trace.NONE));
      return kept(scope, Moments.of(all));
    }
  }

  private static Moments kept(TensorScope scope, Moments moments) {
    scope.keep(moments.mean());
    scope.keep(moments.std());
    return moments;
  }

  private Tensor moments(Tensor picture, Trace trace) {
    try (TensorScope scope = TensorScope.open()) {
      return scope.keep(encoder.apply(entering(picture), trace).to(DType.FP32));
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
      Tensor picture = decoder.apply(entering(latents), trace);
      return scope.keep(picture.to(DType.FP32).contiguous());
    }
  }

  /** In tiles, if the picture is larger than one. */
  public Tensor decode(Tensor latents, Tiling tiling) {
    checkLatents(latents);
    return tiling.divides(latents.size(2), latents.size(3))
        ? tiling.apply(latents, 1, scale(), 3, this::decode)
        : decode(latents);
  }

  private Tensor entering(Tensor tensor) {
    return tensor.to(layers.precision().activations()).channelsLast();
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
