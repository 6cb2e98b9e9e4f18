package uncrop.checkpoint;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the original files (of the "latent diffusion" code) call the tensors of a UNet.
 *
 * <p>They number the blocks of each side through: {@code input_blocks.0} is the first convolution,
 * then each residual block and each downsampler is one; {@code output_blocks.n} is a residual
 * block, with the upsampler, if any, as its last member.
 */
public final class UnetNames {
  private static final Map<String, String> ENDS =
      Map.of(
          "conv_in", "input_blocks.0.0",
          "time_embedding.linear_1", "time_embed.0",
          "time_embedding.linear_2", "time_embed.2",
          "add_embedding.linear_1", "label_emb.0.0",
          "add_embedding.linear_2", "label_emb.0.2",
          "conv_norm_out", "out.0",
          "conv_out", "out.2");

  private static final Map<String, String> IN_RESNET =
      Map.of(
          "norm1", "in_layers.0",
          "conv1", "in_layers.2",
          "time_emb_proj", "emb_layers.1",
          "norm2", "out_layers.0",
          "conv2", "out_layers.3",
          "conv_shortcut", "skip_connection");

  private static final Pattern MIDDLE =
      Pattern.compile("mid_block\\.(resnets|attentions)\\.(\\d+)\\.(.*)");
  private static final Pattern BLOCK =
      Pattern.compile("(down|up)_blocks\\.(\\d+)\\.([a-z]+)\\.(\\d+)\\.(.*)");

  private UnetNames() {}

  /**
   * Translates a name of diffusers, such as {@code down_blocks.0.resnets.1.conv1.weight}, into
   * {@code input_blocks.2.0.in_layers.2.weight}.
   */
  public static String original(UnetConfig config, String name) {
    Matcher middle = MIDDLE.matcher(name);
    if (middle.matches()) {
      return middle.group(1).equals("attentions")
          ? "middle_block.1." + middle.group(3)
          : "middle_block.%d.%s"
              .formatted(2 * Integer.parseInt(middle.group(2)), inResnet(middle.group(3)));
    }
    Matcher block = BLOCK.matcher(name);
    if (block.matches()) {
      return inBlock(
          config,
          block.group(1).equals("down"),
          Integer.parseInt(block.group(2)),
          block.group(3),
          Integer.parseInt(block.group(4)),
          block.group(5));
    }
    int end = name.lastIndexOf('.');
    String layer = name.substring(0, end);
    return ENDS.getOrDefault(layer, layer) + name.substring(end);
  }

  private static String inBlock(
      UnetConfig config, boolean down, int block, String kind, int index, String rest) {
    int perBlock = config.layersPerBlock() + 1;
    String side = down ? "input_blocks." : "output_blocks.";
    int first = perBlock * block + (down ? 1 : 0);
    return switch (kind) {
      case "resnets" -> side + (first + index) + ".0." + inResnet(rest);
      case "attentions" -> side + (first + index) + ".1." + rest;
      case "downsamplers" ->
          side + (first + perBlock - 1) + ".0." + rest.replaceFirst("conv\\.", "op.");
      default -> {
        // It follows the block's attention where there is one.
        boolean attends = config.depths().get(config.levels() - 1 - block) > 0;
        yield side + (first + perBlock - 1) + (attends ? ".2." : ".1.") + rest;
      }
    };
  }

  private static String inResnet(String rest) {
    int end = rest.lastIndexOf('.');
    String layer = rest.substring(0, end);
    return IN_RESNET.getOrDefault(layer, layer) + rest.substring(end);
  }
}
