package uncrop.focus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.Role;
import uncrop.checkpoint.TensorFile;
import uncrop.checkpoint.UnetConfig;
import uncrop.checkpoint.UnetNames;
import uncrop.layer.Weights;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * An inpaint patch of Fooocus over a checkpoint of Stable Diffusion XL, which stays as it is: with
 * it a UNet that was made to paint whole pictures continues one.
 */
public final class InpaintPatch implements AutoCloseable {
  /*
   * The file (a .fooocus.patch, saved by torch) has for each weight that it changes a difference in
   * bytes w and the values of the bytes 0 and 255: (w, least, greatest), under the weight's original
   * name below "diffusion_model.". In FP32,
   *
   *     weight + strength (w / 255 (greatest - least) + least).
   *
   * Nothing is calculated before a weight is asked for, and the file is mapped: 1.3 GB of
   * differences cost the memory of one tensor at a time.
   */
  private static final String BELOW = "diffusion_model.";
  private static final int MOST_UNMATCHED = 12;
  private static final int SPELLED = 3;
  private static final double LARGEST_BYTE = 255;

  private final TensorFile file;
  private final Checkpoint checkpoint;
  private final PatchVersion version;
  private final int changes;
  private final List<String> warnings;

  private InpaintPatch(
      TensorFile file,
      Checkpoint checkpoint,
      PatchVersion version,
      int changes,
      List<String> warnings) {
    this.file = file;
    this.checkpoint = checkpoint;
    this.version = version;
    this.changes = changes;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * @param base which must stay open for as long as the result; with LoRAs over it, if any
   * @param strength 1 as published
   * @throws CheckpointFault if the file cannot be read, is no patch, or is for another network:
   *     more than 12 of its weights are not there or have another shape
   */
  public static InpaintPatch over(Checkpoint base, Path patch, double strength) {
    if (base.family() != Family.SDXL) {
      throw new CheckpointFault(
          patch, "is for Stable Diffusion XL, and " + base.path() + " is not: leave the patch out");
    }
    TensorFile file = TensorFile.open(patch);
    try {
      return over(base, file, strength);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static InpaintPatch over(Checkpoint base, TensorFile file, double strength) {
    Map<String, String> ours = names(base);
    Map<String, String> changed = new HashMap<>();
    List<String> unmatched = new ArrayList<>();
    for (String key : keys(file)) {
      String name = ours.get(key);
      if (name != null && Arrays.equals(shape(base, name), file.shape(key + ".0"))) {
        changed.put(name, key);
      } else {
        unmatched.add(key);
      }
    }
    if (unmatched.size() > MOST_UNMATCHED || changed.isEmpty()) {
      throw new CheckpointFault(
          file.path(),
          "%d of its %d weights are not in %s: take a patch for Stable Diffusion XL and a checkpoint with its full UNet"
              .formatted(unmatched.size(), unmatched.size() + changed.size(), base.path()));
    }
    List<String> warnings = unmatched.isEmpty() ? List.of() : List.of(warning(file, unmatched));
    boolean whole = changed.size() == base.unet().names().size();
    Checkpoint patched =
        base.adapted(
            (role, own) -> role == Role.UNET ? new Patched(own, file, changed, strength) : own);
    return new InpaintPatch(
        file, patched, PatchVersion.of(file.path(), whole), changed.size(), warnings);
  }

  /** Our name of each of the UNet's tensors by the file's. */
  private static Map<String, String> names(Checkpoint base) {
    UnetConfig config = base.unet().config();
    Map<String, String> names = new HashMap<>();
    for (String name : base.unet().names()) {
      names.put(BELOW + UnetNames.original(config, name), name);
    }
    return names;
  }

  /** The changes in the file, each of which has three parts. */
  private static Set<String> keys(TensorFile file) {
    Set<String> keys = new HashSet<>();
    for (String name : file.names()) {
      int end = name.lastIndexOf('.');
      String key = end < 0 ? name : name.substring(0, end);
      if (!file.names().containsAll(List.of(key + ".0", key + ".1", key + ".2"))) {
        throw new CheckpointFault(
            file.path(),
            "is no inpaint patch: its %s is not a difference with its least and greatest value"
                .formatted(name));
      }
      keys.add(key);
    }
    return keys;
  }

  private static long[] shape(Checkpoint base, String name) {
    return base.unet().weights().shape(name);
  }

  private static String warning(TensorFile file, List<String> unmatched) {
    return "%s: %d of its weights are not in the checkpoint, or have another shape, and are left out: %s"
        .formatted(
            file.path(),
            unmatched.size(),
            String.join(", ", unmatched.stream().sorted().limit(SPELLED).toList())
                .replaceAll("\\p{Cntrl}", " "));
  }

  /** The checkpoint with the patch; valid until this is closed. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  public PatchVersion version() {
    return version;
  }

  /** How many weights it changes. */
  public int changes() {
    return changes;
  }

  /** What is odd, though not in the way. */
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public void close() {
    file.close();
  }

  /**
   * @param changed the file's key by our name
   */
  private record Patched(Weights own, TensorFile file, Map<String, String> changed, double strength)
      implements Weights {

    @Override
    public Tensor get(String name, long... shape) {
      String key = changed.get(name);
      if (key == null) {
        return own.get(name, shape);
      }
      try (TensorScope scope = TensorScope.open()) {
        Tensor weight = own.get(name, shape).to(DType.FP32);
        Tensor least = load(key + ".1");
        Tensor range = load(key + ".2").minus(least);
        Tensor difference =
            load(key + ".0").over(LARGEST_BYTE).timesInPlace(range).addInPlace(least);
        return scope.keep(weight.addInPlace(difference, strength));
      }
    }

    private Tensor load(String name) {
      return file.get(name).load().to(DType.FP32);
    }

    @Override
    public boolean has(String name) {
      return own.has(name);
    }

    @Override
    public long[] shape(String name) {
      return own.shape(name);
    }
  }
}
