package uncrop.vae;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import uncrop.layer.Layers;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** The other way round than {@link TinyDecoder}. */
public final class TinyEncoder implements AutoCloseable {
  private static final int LATENT_CHANNELS = 4;
  private static final int BLOCKS = 3;
  private static final int HALVINGS = 3;

  private final Layers layers;
  // Each uses up what it gets.
  private final List<UnaryOperator<Tensor>> stages = new ArrayList<>();

  /**
   * @param layers with the names of diffusers or of the original file; closed with this network
   */
  public TinyEncoder(Layers layers) {
    this.layers = layers;
    TinyNames names = TinyNames.ofEncoder(layers.weights());
    int width = (int) layers.weights().shape(names.of(0) + ".weight")[0];
    int at = 0;
    stages.add(layers.conv(names.of(at++), 3, width, 3, 1, 1)::apply);
    stages.add(new TinyBlock(layers.at(names.of(at++)), width)::consume);
    for (int halving = 0; halving < HALVINGS; halving++) {
      stages.add(layers.conv(names.of(at++), width, width, 3, 2, 1)::apply);
      for (int i = 0; i < BLOCKS; i++) {
        stages.add(new TinyBlock(layers.at(names.of(at++)), width)::consume);
      }
    }
    stages.add(layers.conv(names.of(at), width, LATENT_CHANNELS, 3, 1, 1)::apply);
  }

  /**
   * @param picture [N, 3, H, W] from -1 to 1
   * @return FP32 [N, 4, H / 8, W / 8], scaled as a UNet has them
   */
  public Tensor encode(Tensor picture) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor x = layers.entering(picture).channelsLast();
      x = x.plus(1).timesInPlace(0.5);
      for (UnaryOperator<Tensor> stage : stages) {
        x = step(stage, x);
      }
      return scope.keep(layers.leaving(x));
    }
  }

  /** Frees the input and all that a stage leaves behind. */
  static Tensor step(UnaryOperator<Tensor> stage, Tensor x) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor result = scope.keep(stage.apply(x));
      x.close();
      return result;
    }
  }

  @Override
  public void close() {
    layers.close();
  }
}
