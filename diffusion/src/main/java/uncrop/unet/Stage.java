package uncrop.unet;

import java.util.List;
import org.jspecify.annotations.Nullable;
import uncrop.checkpoint.UnetConfig;
import uncrop.layer.Layers;
import uncrop.tensor.Tensor;

/** A residual block and, on most levels, a transformer after it. */
record Stage(TimedBlock resnet, @Nullable SpatialTransformer transformer) {
  /**
   * @param block of diffusers' names that it stands in
   * @param in channels; those of the level come out
   */
  static Stage of(Layers network, String block, int index, int in, int level, UnetConfig config) {
    int out = config.widths().get(level);
    int depth = config.depths().get(level);
    String attention = block + ".attentions." + index;
    return new Stage(
        new TimedBlock(network, block + ".resnets." + index, in, out, config),
        depth == 0
            ? null
            : new SpatialTransformer(
                network, attention, out, config.heads().get(level), depth, config));
  }

  List<TransformerBlock> transformerBlocks() {
    return transformer == null ? List.of() : transformer.blocks();
  }

  Tensor apply(Tensor x, Pass pass) {
    return transformed(resnet.apply(x, pass), pass);
  }

  /** Uses x up. */
  Tensor consume(Tensor x, Pass pass) {
    return transformed(resnet.consume(x, pass), pass);
  }

  private Tensor transformed(Tensor x, Pass pass) {
    return transformer == null ? x : transformer.consume(x, pass);
  }
}
