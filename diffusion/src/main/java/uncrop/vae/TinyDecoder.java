package uncrop.vae;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import uncrop.checkpoint.PlainWeights;
import uncrop.layer.Convolution;
import uncrop.layer.Layers;
import uncrop.layer.Placement;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * From latents to a picture at a hundredth of the price, for previews (TAESD, madebyollin/taesd;
 * {@code AutoencoderTiny} of diffusers). It takes latents as a UNet has them: scaled.
 */
public final class TinyDecoder implements AutoCloseable {
  private static final int LATENT_CHANNELS = 4;
  private static final int BLOCKS = 3;
  private static final int DOUBLINGS = 3;
  // Latents are squeezed into -3 to 3.
  private static final double RANGE = 3;

  private final Layers layers;
  // Each uses up what it gets.
  private final List<UnaryOperator<Tensor>> stages = new ArrayList<>();

  /**
   * @param layers with the names of diffusers or of the original file; closed with this network
   */
  public TinyDecoder(Layers layers) {
    this.layers = layers;
    TinyNames names = TinyNames.ofDecoder(layers.weights());
    int width = (int) layers.weights().shape(names.of(0) + ".weight")[0];
    int at = 0;
    Convolution in = layers.conv(names.of(at++), LATENT_CHANNELS, width, 3, 1, 1);
    stages.add(x -> in.apply(x).relu());
    at++; // the ReLU
    for (int doubling = 0; doubling < DOUBLINGS; doubling++) {
      for (int i = 0; i < BLOCKS; i++) {
        stages.add(new TinyBlock(layers.at(names.of(at++)), width)::consume);
      }
      at++; // the enlargement
      Convolution conv = layers.conv(names.of(at++), width, width, 3, 1, 1);
      stages.add(x -> conv.apply(x.upsampleNearest(2 * x.size(2), 2 * x.size(3))));
    }
    stages.add(new TinyBlock(layers.at(names.of(at++)), width)::consume);
    Convolution out = layers.conv(names.of(at), width, 3, 3, 1, 1);
    stages.add(out::apply);
  }

  /**
   * From a file of its own.
   *
   * @throws uncrop.checkpoint.CheckpointFault if it cannot be read, or holds no such decoder
   */
  public static TinyDecoder open(Path file, Placement placement) {
    try (PlainWeights weights = PlainWeights.open(file)) {
      Layers layers = new Layers(weights, placement);
      try {
        return new TinyDecoder(layers);
      } catch (RuntimeException | Error e) {
        layers.close();
        throw e;
      }
    }
  }

  /**
   * @param latents [N, 4, H, W], scaled
   * @return FP32 [N, 3, 8 H, 8 W], about -1 to 1
   */
  public Tensor decode(Tensor latents) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor x = layers.entering(latents).channelsLast();
      x = x.over(RANGE).tanh().timesInPlace(RANGE);
      for (UnaryOperator<Tensor> stage : stages) {
        x = TinyEncoder.step(stage, x);
      }
      return scope.keep(layers.leaving(x).times(2).addInPlace(-1));
    }
  }

  @Override
  public void close() {
    layers.close();
  }
}
