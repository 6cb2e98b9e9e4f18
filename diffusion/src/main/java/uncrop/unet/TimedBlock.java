package uncrop.unet;

import uncrop.block.ResidualBlock;
import uncrop.checkpoint.UnetConfig;
import uncrop.layer.Layers;
import uncrop.layer.Linear;
import uncrop.tensor.Tensor;

/** A residual block that is told the time. */
final class TimedBlock {
  private static final double EPS = 1e-5;

  private final String name;
  private final ResidualBlock block;
  private final Linear timeProjection;

  TimedBlock(Layers network, String name, int in, int out, UnetConfig config) {
    Layers layers = network.at(name);
    this.name = name;
    this.block = new ResidualBlock(layers, in, out, config.normGroups(), EPS);
    this.timeProjection = layers.linear("time_emb_proj", config.timeWidth(), out, true);
  }

  String name() {
    return name;
  }

  /**
   * @param activated [N, time width], after its SiLU
   * @return [N, out, 1, 1]
   */
  Tensor shift(Tensor activated) {
    return timeProjection.apply(activated).unsqueeze(-1).unsqueeze(-1);
  }

  Tensor apply(Tensor x, Pass pass) {
    return pass.traced(name, block.apply(x, pass.embedding().shift(name)));
  }

  /** Uses x up. */
  Tensor consume(Tensor x, Pass pass) {
    return pass.traced(name, block.consume(x, pass.embedding().shift(name)));
  }
}
