package uncrop.vae;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.PlainWeights;
import uncrop.layer.Convolution;
import uncrop.layer.Layers;
import uncrop.layer.Placement;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorFault;
import uncrop.tensor.TensorScope;

/**
 * From latents to a picture a quarter as high and wide as the VAE's, for previews: eight
 * convolutions, Fooocus' xlvaeapp.pth for SDXL and vaeapp_sd15.pth for Stable Diffusion 1.5. It
 * takes latents as a UNet has them: scaled.
 */
public final class PreviewDecoder implements AutoCloseable {
  /*
   * The latents are doubled and framed with zeros once, as wide as all convolutions together take off:
   * none of them pads. Each is followed by a leaky ReLU, the last one too.
   */
  private static final int LAYERS = 8;
  private static final int LATENT_CHANNELS = 4;
  private static final int COLOURS = 3;
  private static final double LEAK = 0.1;

  private final Layers layers;
  private final List<Convolution> convolutions = new ArrayList<>();
  private final int frame;

  /**
   * @param layers conv1 to conv8; closed with this network
   * @throws TensorFault if it is another network
   */
  public PreviewDecoder(Layers layers) {
    this.layers = layers;
    int channels = LATENT_CHANNELS;
    int removed = 0;
    for (int i = 1; i <= LAYERS; i++) {
      String name = "conv" + i;
      long[] shape = layers.weights().shape(name + ".weight");
      if (shape.length != 4) {
        throw new TensorFault(name + " is no convolution: this is another network");
      }
      int out = i == LAYERS ? COLOURS : (int) shape[0];
      int kernel = (int) shape[3];
      convolutions.add(layers.conv(name, channels, out, kernel, 1, 0));
      channels = out;
      removed += kernel / 2;
    }
    frame = removed;
  }

  /**
   * From a file of its own.
   *
   * @throws CheckpointFault if it cannot be read, or holds no such decoder
   */
  public static PreviewDecoder open(Path file, Placement placement) {
    try (PlainWeights weights = PlainWeights.open(file)) {
      Layers layers = new Layers(weights, placement);
      try {
        return new PreviewDecoder(layers);
      } catch (RuntimeException | Error e) {
        layers.close();
        throw e;
      }
    }
  }

  /**
   * @param latents [N, 4, H, W], scaled
   * @return FP32 [N, 3, 2 H, 2 W], about -1 to 1
   */
  public Tensor decode(Tensor latents) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor framed =
          latents
              .upsampleNearest(2 * latents.size(2), 2 * latents.size(3))
              .pad(frame, frame, frame, frame);
      Tensor x = layers.entering(framed).channelsLast();
      for (Convolution convolution : convolutions) {
        Tensor y = convolution.apply(x);
        x = y.max(y.times(LEAK));
      }
      return scope.keep(layers.leaving(x));
    }
  }

  @Override
  public void close() {
    layers.close();
  }
}
