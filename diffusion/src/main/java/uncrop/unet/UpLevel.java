package uncrop.unet;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uncrop.block.Upsampling;
import uncrop.checkpoint.UnetConfig;
import uncrop.layer.Layers;
import uncrop.tensor.Tensor;

/**
 * One size of picture on the way up, where each stage also gets its counterpart's result from the
 * way down ({@code CrossAttnUpBlock2D}, {@code UpBlock2D}).
 */
final class UpLevel {
  private final String name;
  private final List<Stage> stages = new ArrayList<>();
  // Doubles the picture; none on the last level.
  private final @Nullable Upsampling upsample;

  /**
   * @param index 0 at the smallest picture
   */
  UpLevel(Layers network, UnetConfig config, int index) {
    name = "up_blocks." + index;
    List<Integer> widths = config.widths();
    int level = config.levels() - 1 - index;
    int width = widths.get(level);
    int before = widths.get(Math.min(level + 1, config.levels() - 1));
    // The last skip is what the level above handed down.
    int lastSkip = widths.get(Math.max(0, level - 1));
    for (int i = 0; i <= config.layersPerBlock(); i++) {
      int skip = i == config.layersPerBlock() ? lastSkip : width;
      stages.add(Stage.of(network, name, i, (i == 0 ? before : width) + skip, level, config));
    }
    upsample = level == 0 ? null : new Upsampling(network.at(name + ".upsamplers.0"), width);
  }

  List<Stage> stages() {
    return stages;
  }

  /**
   * Uses up the picture and as many skips as there are stages.
   *
   * @param skips the next one says how large the result must be: twice as large, or one less
   */
  Tensor consume(Tensor picture, Deque<Tensor> skips, Pass pass) {
    Tensor x = picture;
    for (Stage stage : stages) {
      Tensor skip = skips.pop();
      Tensor both = Tensor.cat(1, x, skip);
      x.close();
      skip.close();
      x = stage.consume(both, pass);
    }
    if (upsample != null) {
      Tensor next = skips.element();
      x = upsample.consume(x, next.size(2), next.size(3));
    }
    return pass.traced(name, x);
  }
}
