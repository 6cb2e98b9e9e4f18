package uncrop.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a UNet looks like, told by the shapes in an original file, which brings no configuration.
 *
 * <p>Shapes do not show the number of heads nor how the added inputs are divided. There the
 * family's own values are taken, or those of the file's sidecar.
 */
final class UnetShapes {
  private static final int SD15_HEADS = 8;
  private static final int SDXL_HEAD_WIDTH = 64;
  private static final int SDXL_ADDED_TIME_WIDTH = 256;
  private static final int GROUPS = 32;

  private final Dimensions tensors;
  private final List<Integer> widths = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();
  private int layersPerBlock;

  private UnetShapes(Dimensions tensors) {
    this.tensors = tensors;
  }

  /**
   * @param pooledWidth of what is added to the time beside the sizes, 0 if it is not known
   * @param sidecar fields of {@code unet/config.json} that shapes do not show
   */
  static UnetConfig read(Dimensions tensors, int pooledWidth, ConfigFields sidecar) {
    return new UnetShapes(tensors).read(pooledWidth, sidecar);
  }

  private UnetConfig read(int pooledWidth, ConfigFields sidecar) {
    walkDown();
    int levels = widths.size();
    int midDepth = depth("middle_block.1");
    boolean added = tensors.has("label_emb.0.0.weight");
    int addedWidth = added ? tensors.size("label_emb.0.0.weight", 1) : 0;
    int addedTimes =
        pooledWidth > 0
            ? (addedWidth - pooledWidth) / UnetConfig.ADDED_TIMES
            : SDXL_ADDED_TIME_WIDTH;
    return new UnetConfig(
            tensors.size("input_blocks.0.0.weight", 1),
            tensors.size("out.2.weight", 0),
            widths,
            layersPerBlock,
            depths,
            midDepth,
            tensors.size("middle_block.1.transformer_blocks.0.attn2.to_k.weight", 1),
            sidecar.has("attention_head_dim")
                ? sidecar.perLevel("attention_head_dim", levels)
                : heads(added),
            tensors.shape("middle_block.1.proj_in.weight").length == 2,
            addedWidth,
            added ? sidecar.integer("addition_time_embed_dim", addedTimes) : 0,
            sidecar.integer("norm_num_groups", GROUPS))
        .checked(sidecar);
  }

  private void walkDown() {
    int level = 0;
    int onLevel = 0;
    for (int n = 1; ; n++) {
      String block = "input_blocks." + n;
      if (tensors.has(block + ".0.op.weight")) {
        endLevel(level++, onLevel);
        onLevel = 0;
      } else if (tensors.has(block + ".0.out_layers.3.weight")) {
        int depth = depth(block + ".1");
        if (onLevel++ == 0) {
          widths.add(tensors.size(block + ".0.out_layers.3.weight", 0));
          depths.add(depth);
        } else if (depths.get(level) != depth) {
          throw new CheckpointFault(
              tensors.file().path(),
              "its %s%s has %d transformer blocks where its neighbour has %d: such (distilled)"
                      .formatted(tensors.prefix(), block, depth, depths.get(level))
                  + " networks cannot be run");
        }
      } else {
        break;
      }
    }
    endLevel(level, onLevel);
  }

  private void endLevel(int level, int blocks) {
    if (blocks == 0 || level > 0 && blocks != layersPerBlock) {
      throw new CheckpointFault(
          tensors.file().path(),
          "its UNet has %d residual blocks at level %d, and %d before: it is cut off, or of another"
                  .formatted(blocks, level, layersPerBlock)
              + " kind");
    }
    layersPerBlock = blocks;
  }

  private List<Integer> heads(boolean added) {
    return added
        ? widths.stream().map(width -> Math.max(1, width / SDXL_HEAD_WIDTH)).toList()
        : Collections.nCopies(widths.size(), SD15_HEADS);
  }

  private int depth(String transformer) {
    return tensors.count(transformer + ".transformer_blocks.%d.norm1.weight");
  }
}
