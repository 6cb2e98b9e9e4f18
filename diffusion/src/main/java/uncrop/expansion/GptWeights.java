package uncrop.expansion;

import java.util.Arrays;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.TensorFile;
import uncrop.layer.Weights;
import uncrop.tensor.Tensor;

/**
 * The tensors of a GPT-2 in a file of transformers, whose names may begin with {@code transformer.}
 * or not.
 *
 * <p>Its linear layers are stored as [in, out] ({@code Conv1D} of transformers) and are turned
 * round here.
 */
final class GptWeights implements Weights {
  private static final String PREFIX = "transformer.";

  private final TensorFile file;
  private final String prefix;

  GptWeights(TensorFile file) {
    this.file = file;
    this.prefix = file.names().contains(PREFIX + "wte.weight") ? PREFIX : "";
  }

  @Override
  public Tensor get(String name, long... shape) {
    if (!has(name)) {
      throw new CheckpointFault(file.path(), "lacks " + prefix + name + ": it is no GPT-2");
    }
    if (!Arrays.equals(shape(name), shape)) {
      throw new CheckpointFault(
          file.path(),
          "%s%s must give %s, as config.json has it, not %s"
              .formatted(prefix, name, Arrays.toString(shape), Arrays.toString(shape(name))));
    }
    Tensor stored = file.get(prefix + name).load();
    return isTurned(name) ? stored.transpose(0, 1) : stored;
  }

  @Override
  public boolean has(String name) {
    return file.names().contains(prefix + name);
  }

  @Override
  public long[] shape(String name) {
    long[] stored = file.shape(prefix + name);
    return isTurned(name) && stored.length == 2 ? new long[] {stored[1], stored[0]} : stored;
  }

  private static boolean isTurned(String name) {
    return name.endsWith(".c_attn.weight")
        || name.endsWith(".c_proj.weight")
        || name.endsWith(".c_fc.weight");
  }
}
