package uncrop.unet;

import java.util.ArrayList;
import java.util.List;
import uncrop.checkpoint.UnetConfig;
import uncrop.layer.GroupNorm;
import uncrop.layer.Layers;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Transformer blocks over the places of a picture, added to the picture ({@code Transformer2DModel}
 * of diffusers).
 *
 * <p>A picture that lies channels last is a list of tokens already: both forms are views of the
 * same memory, and the sum is made in the picture's own.
 */
final class SpatialTransformer {
  private static final double EPS = 1e-6;

  private final String name;
  private final GroupNorm norm;
  private final Projection in;
  private final List<TransformerBlock> blocks = new ArrayList<>();
  private final Projection out;

  SpatialTransformer(
      Layers network, String name, int width, int heads, int depth, UnetConfig config) {
    Layers layers = network.at(name);
    this.name = name;
    norm = layers.groupNorm("norm", config.normGroups(), width, EPS);
    in = Projection.of(layers, "proj_in", width, config.linearProjection());
    for (int i = 0; i < depth; i++) {
      String block = name + ".transformer_blocks." + i;
      blocks.add(new TransformerBlock(network, block, width, heads, config.contextWidth()));
    }
    out = Projection.of(layers, "proj_out", width, config.linearProjection());
  }

  List<TransformerBlock> blocks() {
    return blocks;
  }

  /**
   * @param picture [N, width, H, W]; used up
   */
  Tensor consume(Tensor picture, Pass pass) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor sum = picture.isChannelsLast() ? picture : picture.channelsLast();
      Tensor normed = pass.traced(name + ".norm", norm.apply(sum));
      Tensor changed = pass.traced(name + ".proj_in", in.apply(normed));
      normed.close();
      Tensor tokens = tokens(changed);
      for (TransformerBlock block : blocks) {
        block.change(tokens, pass);
      }
      out.addTo(sum, picture(tokens, sum.size(2), sum.size(3)));
      return scope.keep(pass.traced(name, sum));
    }
  }

  /** [N, C, H, W] that lies channels last as [N, H * W, C], without copying. */
  static Tensor tokens(Tensor picture) {
    long[] shape = picture.shape();
    return picture.permute(0, 2, 3, 1).reshape(shape[0], shape[2] * shape[3], shape[1]);
  }

  /** The way back, without copying. */
  static Tensor picture(Tensor tokens, long height, long width) {
    return tokens.reshape(tokens.size(0), height, width, tokens.size(-1)).permute(0, 3, 1, 2);
  }
}
