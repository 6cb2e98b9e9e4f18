package uncrop.vae;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uncrop.block.Norming;
import uncrop.block.ResidualBlock;
import uncrop.block.Trace;
import uncrop.block.Upsampling;
import uncrop.checkpoint.VaeConfig;
import uncrop.layer.Convolution;
import uncrop.layer.GroupNorm;
import uncrop.layer.Layers;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** From latents to a picture. */
final class Decoder {
  private static final int PICTURE_CHANNELS = 3;

  private final Convolution postQuantConv;
  private final Convolution convIn;
  private final Middle middle;
  private final List<Level> levels = new ArrayList<>();
  private final GroupNorm normOut;
  private final Convolution convOut;

  Decoder(VaeConfig config, Layers layers) {
    int latent = config.latentChannels();
    int width = config.widths().getLast();
    postQuantConv = layers.conv("post_quant_conv", latent, latent, 1, 1, 0);
    convIn = layers.conv("decoder.conv_in", latent, width, 3, 1, 1);
    middle = new Middle(layers, "decoder", width, config.normGroups());
    for (int index = 0; index < config.levels(); index++) {
      levels.add(Level.of(layers, config, index));
    }
    width = config.widths().getFirst();
    normOut = layers.groupNorm("decoder.conv_norm_out", config.normGroups(), width, Vae.EPS);
    convOut = layers.conv("decoder.conv_out", width, PICTURE_CHANNELS, 3, 1, 1);
  }

  /**
   * All that happens at the size of the latents, where every place looks at every other.
   *
   * @param latents [N, latent channels, H, W], channels last
   * @return [N, widest, H, W]
   */
  Tensor middle(Tensor latents, Trace trace) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor x = postQuantConv.apply(latents);
      trace.output("post_quant_conv", x);
      return scope.keep(middle.consume(convIn.apply(x), trace));
    }
  }

  /**
   * The rest, which looks at the neighbourhood only, but for its normalisations.
   *
   * @param features of {@link #middle}; used up
   * @return [N, 3, 8 H, 8 W]
   */
  Tensor enlarge(Tensor features, Norming norming, Trace trace) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor x = features;
      for (Level level : levels) {
        x = level.consume(x, norming, trace);
      }
      Tensor normed = norming.applySilu(normOut, x);
      x.close();
      return scope.keep(convOut.apply(normed));
    }
  }

  private record Level(String name, List<ResidualBlock> blocks, @Nullable Upsampling upsample) {

    static Level of(Layers network, VaeConfig config, int index) {
      String name = "decoder.up_blocks." + index;
      Layers layers = network.at(name);
      int level = config.levels() - 1 - index;
      int width = config.widths().get(level);
      int in = config.widths().get(Math.min(level + 1, config.levels() - 1));
      List<ResidualBlock> blocks = new ArrayList<>();
      for (int i = 0; i <= config.layersPerBlock(); i++) {
        int blockIn = i == 0 ? in : width;
        blocks.add(
            new ResidualBlock(
                layers.at("resnets." + i), blockIn, width, config.normGroups(), Vae.EPS));
      }
      return new Level(
          name, blocks, level == 0 ? null : new Upsampling(layers.at("upsamplers.0"), width));
    }

    Tensor consume(Tensor picture, Norming norming, Trace trace) {
      Tensor x = picture;
      for (int i = 0; i < blocks.size(); i++) {
        x = blocks.get(i).consume(x, null, norming);
        trace.output(name + ".resnets." + i, x);
      }
      if (upsample != null) {
        x = upsample.consume(x, 2 * x.size(2), 2 * x.size(3));
      }
      trace.output(name, x);
      return x;
    }
  }
}
