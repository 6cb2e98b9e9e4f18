package uncrop.checkpoint;

import java.util.ArrayList;
import java.util.List;

/** What an autoencoder looks like, told by the shapes in an original file. */
final class VaeShapes {
  private static final double SD15_SCALING = 0.18215;
  private static final double SDXL_SCALING = 0.13025;
  private static final int SD15_SAMPLE = 512;
  private static final int SDXL_SAMPLE = 1024;
  private static final int GROUPS = 32;

  private VaeShapes() {}

  /**
   * @param sidecar fields of {@code vae/config.json} that shapes do not show
   */
  static VaeConfig read(Dimensions tensors, Family family, ConfigFields sidecar) {
    boolean large = family == Family.SDXL;
    List<Integer> widths = new ArrayList<>();
    int levels = tensors.count("encoder.down.%d.block.0.conv1.weight");
    for (int level = 0; level < levels; level++) {
      widths.add(tensors.size("encoder.down." + level + ".block.0.conv1.weight", 0));
    }
    return new VaeConfig(
        tensors.size("decoder.conv_in.weight", 1),
        widths.isEmpty() ? List.of(tensors.size("encoder.conv_in.weight", 0)) : widths,
        tensors.count("encoder.down.0.block.%d.conv1.weight"),
        sidecar.integer("norm_num_groups", GROUPS),
        sidecar.number("scaling_factor", large ? SDXL_SCALING : SD15_SCALING),
        sidecar.flag("force_upcast", true),
        sidecar.integer("sample_size", large ? SDXL_SAMPLE : SD15_SAMPLE));
  }
}
