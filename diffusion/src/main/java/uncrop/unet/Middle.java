package uncrop.unet;

import java.util.List;
import uncrop.checkpoint.UnetConfig;
import uncrop.layer.Layers;
import uncrop.tensor.Tensor;

/** Between the way down and the way up ({@code UNetMidBlock2DCrossAttn}). */
final class Middle {
  private static final String NAME = "mid_block";

  private final Stage first;
  private final TimedBlock last;

  Middle(Layers network, UnetConfig config) {
    int width = config.widths().getLast();
    int heads = config.heads().getLast();
    first =
        new Stage(
            new TimedBlock(network, NAME + ".resnets.0", width, width, config),
            new SpatialTransformer(
                network, NAME + ".attentions.0", width, heads, config.midDepth(), config));
    last = new TimedBlock(network, NAME + ".resnets.1", width, width, config);
  }

  List<TransformerBlock> transformerBlocks() {
    return first.transformerBlocks();
  }

  List<TimedBlock> resnets() {
    return List.of(first.resnet(), last);
  }

  /** Leaves the picture as it is: it is a skip. */
  Tensor apply(Tensor picture, Pass pass) {
    return pass.traced(NAME, last.consume(first.apply(picture, pass), pass));
  }
}
