package uncrop.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How files call the tensors of an autoencoder. */
final class VaeNames {
  private static final Pattern BLOCK =
      Pattern.compile(
          "(en|de)coder\\.(?:down|up)_blocks\\.(\\d+)\\.(resnets\\.(\\d+)|\\w+samplers\\.0)\\.(.*)");
  private static final Pattern MIDDLE =
      Pattern.compile("(..coder)\\.mid_block\\.(resnets|attentions)\\.(\\d+)\\.(.*)");

  private static final Map<String, String> IN_ATTENTION =
      Map.of(
          "group_norm", "norm",
          "to_q", "q",
          "to_k", "k",
          "to_v", "v",
          "to_out.0", "proj_out");

  /** Those of diffusers before version 0.15. */
  private static final Map<String, String> IN_OLD_ATTENTION =
      Map.of(
          "to_q", "query",
          "to_k", "key",
          "to_v", "value",
          "to_out.0", "proj_attn");

  private VaeNames() {}

  /** Where a diffusers folder may have it. */
  static List<Source> inFolder(String name) {
    Matcher middle = MIDDLE.matcher(name);
    if (middle.matches() && middle.group(2).equals("attentions")) {
      String old = renamed(IN_OLD_ATTENTION, middle.group(4));
      String start = name.substring(0, middle.start(4));
      return List.of(
          new Source(name, Source.Form.WITHOUT_1X1),
          new Source(start + old, Source.Form.WITHOUT_1X1));
    }
    return List.of(Source.as(name));
  }

  /** Where an original file has it: matrices of the attention are 1 x 1 convolutions there. */
  static Source original(VaeConfig config, String name) {
    Matcher middle = MIDDLE.matcher(name);
    if (middle.matches()) {
      String start = middle.group(1) + ".mid.";
      return middle.group(2).equals("attentions")
          ? new Source(
              start + "attn_1." + renamed(IN_ATTENTION, middle.group(4)), Source.Form.WITHOUT_1X1)
          : Source.as(
              "%sblock_%d.%s"
                  .formatted(start, Integer.parseInt(middle.group(3)) + 1, middle.group(4)));
    }
    Matcher block = BLOCK.matcher(name);
    if (block.matches()) {
      boolean encoder = block.group(1).equals("en");
      int index = Integer.parseInt(block.group(2));
      // The original decoder counts its levels as its encoder does: from the picture on.
      String start =
          encoder ? "encoder.down." + index : "decoder.up." + (config.levels() - 1 - index);
      String member =
          block.group(4) == null
              ? (encoder ? ".downsample." : ".upsample.")
              : ".block." + block.group(4) + ".";
      return Source.as(
          start + member + block.group(5).replaceFirst("^conv_shortcut", "nin_shortcut"));
    }
    return Source.as(name.replaceFirst("conv_norm_out", "norm_out"));
  }

  private static String renamed(Map<String, String> names, String rest) {
    int end = rest.lastIndexOf('.');
    String layer = rest.substring(0, end);
    return names.getOrDefault(layer, layer) + rest.substring(end);
  }
}
