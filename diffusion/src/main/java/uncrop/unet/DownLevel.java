package uncrop.unet;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uncrop.checkpoint.UnetConfig;
import uncrop.layer.Convolution;
import uncrop.layer.Layers;
import uncrop.tensor.Tensor;

/** One size of picture on the way down ({@code CrossAttnDownBlock2D}, {@code DownBlock2D}). */
final class DownLevel {
  private final String name;
  private final List<Stage> stages = new ArrayList<>();
  // Halves the picture; none on the last level.
  private final @Nullable Convolution downsample;

  DownLevel(Layers network, UnetConfig config, int level) {
    name = "down_blocks." + level;
    int width = config.widths().get(level);
    int in = config.widths().get(Math.max(0, level - 1));
    for (int i = 0; i < config.layersPerBlock(); i++) {
      stages.add(Stage.of(network, name, i, i == 0 ? in : width, level, config));
    }
    downsample =
        level == config.levels() - 1
            ? null
            : network.conv(name + ".downsamplers.0.conv", width, width, 3, 2, 1);
  }

  List<Stage> stages() {
    return stages;
  }

  /**
   * @param skips gets every picture on the way; the last is the result
   */
  Tensor apply(Tensor picture, Deque<Tensor> skips, Pass pass) {
    Tensor x = picture;
    for (Stage stage : stages) {
      x = stage.apply(x, pass);
      skips.push(x);
    }
    if (downsample != null) {
      x = downsample.apply(x);
      skips.push(x);
    }
    return pass.traced(name, x);
  }
}
