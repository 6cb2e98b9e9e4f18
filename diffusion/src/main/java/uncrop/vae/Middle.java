package uncrop.vae;

import uncrop.block.ResidualBlock;
import uncrop.block.Trace;
import uncrop.layer.Layers;
import uncrop.tensor.Tensor;

/** The same in the encoder and the decoder ({@code UNetMidBlock2D} of diffusers). */
final class Middle {
  private final String name;
  private final ResidualBlock first;
  private final MiddleAttention attention;
  private final ResidualBlock last;

  /**
   * @param side encoder or decoder
   */
  Middle(Layers network, String side, int width, int groups) {
    name = side + ".mid_block";
    Layers layers = network.at(name);
    first = new ResidualBlock(layers.at("resnets.0"), width, width, groups, Vae.EPS);
    attention = new MiddleAttention(layers.at("attentions.0"), width, groups);
    last = new ResidualBlock(layers.at("resnets.1"), width, width, groups, Vae.EPS);
  }

  /**
   * @param picture used up
   */
  Tensor consume(Tensor picture, Trace trace) {
    Tensor x = first.consume(picture, null);
    trace.output(name + ".resnets.0", x);
    x = attention.consume(x);
    trace.output(name + ".attentions.0", x);
    x = last.consume(x, null);
    trace.output(name + ".resnets.1", x);
    trace.output(name, x);
    return x;
  }
}
