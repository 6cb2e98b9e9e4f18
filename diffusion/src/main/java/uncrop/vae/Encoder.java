package uncrop.vae;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uncrop.block.Norming;
import uncrop.block.ResidualBlock;
import uncrop.block.Trace;
import uncrop.checkpoint.VaeConfig;
import uncrop.layer.Convolution;
import uncrop.layer.GroupNorm;
import uncrop.layer.Layers;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** From a picture to the mean and the logarithm of the variance of its latents. */
final class Encoder {
  private static final int PICTURE_CHANNELS = 3;

  private final Convolution convIn;
  private final List<Level> levels = new ArrayList<>();
  private final Middle middle;
  private final GroupNorm normOut;
  private final Convolution convOut;
  private final Convolution quantConv;

  Encoder(VaeConfig config, Layers layers) {
    int width = config.widths().getFirst();
    int moments = 2 * config.latentChannels();
    convIn = layers.conv("encoder.conv_in", PICTURE_CHANNELS, width, 3, 1, 1);
    for (int level = 0; level < config.levels(); level++) {
      levels.add(Level.of(layers, config, level));
    }
    width = config.widths().getLast();
    middle = new Middle(layers, "encoder", width, config.normGroups());
    normOut = layers.groupNorm("encoder.conv_norm_out", config.normGroups(), width, Vae.EPS);
    convOut = layers.conv("encoder.conv_out", width, moments, 3, 1, 1);
    quantConv = layers.conv("quant_conv", moments, moments, 1, 1, 0);
  }

  /**
   * All that looks at the neighbourhood only, but for its normalisations.
   *
   * @param picture [N, 3, H, W], channels last
   * @return [N, widest, H / 8, W / 8]
   */
  Tensor reduce(Tensor picture, Norming norming, Trace trace) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor x = convIn.apply(picture);
      for (Level level : levels) {
        x = level.consume(x, norming, trace);
      }
      return scope.keep(x);
    }
  }

  /**
   * The rest, at the size of the latents, where every place looks at every other.
   *
   * @param features of {@link #reduce}; used up
   * @return [N, 2 * latent channels, H / 8, W / 8]
   */
  Tensor middle(Tensor features, Trace trace) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor x = middle.consume(features, trace);
      x = convOut.apply(normOut.applySilu(x));
      trace.output("encoder", x);
      x = quantConv.apply(x);
      trace.output("quant_conv", x);
      return scope.keep(x);
    }
  }

  private record Level(String name, List<ResidualBlock> blocks, @Nullable Convolution downsample) {

    static Level of(Layers network, VaeConfig config, int level) {
      String name = "encoder.down_blocks." + level;
      Layers layers = network.at(name);
      int width = config.widths().get(level);
      int in = config.widths().get(Math.max(0, level - 1));
      List<ResidualBlock> blocks = new ArrayList<>();
      for (int i = 0; i < config.layersPerBlock(); i++) {
        int blockIn = i == 0 ? in : width;
        blocks.add(
            new ResidualBlock(
                layers.at("resnets." + i), blockIn, width, config.normGroups(), Vae.EPS));
      }
      boolean last = level == config.levels() - 1;
      return new Level(
          name, blocks, last ? null : layers.conv("downsamplers.0.conv", width, width, 3, 2, 0));
    }

    Tensor consume(Tensor picture, Norming norming, Trace trace) {
      Tensor x = picture;
      for (int i = 0; i < blocks.size(); i++) {
        x = blocks.get(i).consume(x, null, norming);
        trace.output(name + ".resnets." + i, x);
      }
      if (downsample != null) {
        x = halved(downsample, x);
      }
      trace.output(name, x);
      return x;
    }

    /** With zeros on the right and at the bottom only: so the published weights were trained. */
    private static Tensor halved(Convolution downsample, Tensor picture) {
      try (TensorScope scope = TensorScope.open()) {
        Tensor padded = picture.pad(0, 1, 0, 1);
        picture.close();
        return scope.keep(downsample.apply(padded));
      }
    }
  }
}
