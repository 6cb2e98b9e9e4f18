package uncrop.tensor;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.global.torch;
import uncrop.fault.BadInput;

/**
 * Where tensors are, and so what computes with them.
 *
 * @param index which of several; 0 for those of which there is one
 */
public record Device(Kind kind, int index) {
  /** What libtorch calls a device type. */
  public enum Kind {
    CPU,
    CUDA,
    META
  }

  /** The processor, and the machine's own memory. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  /**
   * No place at all: a tensor there has a shape and no numbers. A network that runs there has left
   * nothing on the processor that it needs, which shows without a graphics processor that it would
   * run on one.
   */
  public static final Device META = new Device(Kind.META, 0);

  private static final Pattern CUDA_NAME = Pattern.compile("cuda(?::([0-9]{1,2}))?");

  /** One of NVIDIA's graphics processors, counted from 0. */
  public static Device cuda(int index) {
    return new Device(Kind.CUDA, index);
  }

  /**
   * Reads "cpu", "cuda" or "cuda:1".
   *
   * @param field the name of the parameter, for the error
   * @throws BadInput if it is none of them. Whether there is such a device is for {@link #present}
   */
  public static Device named(String field, String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    if (lower.equals("cpu")) {
      return CPU;
    }
    Matcher cuda = CUDA_NAME.matcher(lower);
    if (!cuda.matches()) {
      throw new BadInput(field, name, "must be auto, cpu, cuda or cuda:N");
    }
    return cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
  }

  /** The first graphics processor that libtorch can use here, else the processor. */
  public static Device best() {
    return cudaCount() > 0 ? cuda(0) : CPU;
  }

  /** Whether libtorch was built in with CUDA, whatever the machine has. Loads nothing. */
  public static boolean isBuiltForCuda() {
    return Libtorch.hasCudaNatives();
  }

  /** How many graphics processors libtorch can use here: 0 with natives that know none. */
  public static int cudaCount() {
    Libtorch.load();
    return torch.cuda_device_count();
  }

  /**
   * This, if it is there.
   *
   * @param field the name of the parameter, for the error
   * @throws BadInput if there is no such device here
   */
  public Device present(String field) {
    if (kind == Kind.CUDA && index >= cudaCount()) {
      throw new BadInput(
          field,
          this,
          switch (cudaCount()) {
            case 0 ->
                Libtorch.hasCudaNatives()
                    ? "is not here: libtorch sees no such device; does nvidia-smi? (docs/gpu.md)"
                    : "is not here: uncrop is built for the processor alone; UNCROP_NATIVES=gpu"
                        + " builds it for CUDA (docs/gpu.md)";
            case 1 -> "is not here: there is cuda:0 only";
            default -> "is not here: there are cuda:0 to cuda:" + (cudaCount() - 1);
          });
    }
    return this;
  }

  /** Whether its memory is the machine's own, which Java and oneDNN can reach. */
  public boolean isCpu() {
    return kind == Kind.CPU;
  }

  /** Returns when all that it was given to compute is computed; at once on the processor. */
  public void await() {
    if (kind == Kind.CUDA) {
      Libtorch.call(() -> {
        torch.cuda_synchronize(index);
        return this;
      });
    }
  }

  org.bytedeco.pytorch.Device handle() {
    Libtorch.load();
    return new org.bytedeco.pytorch.Device(toString());
  }

  static Device of(org.bytedeco.pytorch.Device handle) {
    if (handle.is_cpu()) {
      return CPU;
    }
    return handle.is_cuda() ? cuda(handle.index()) : META;
  }

  /** As libtorch writes it, such as "cuda:0". */
  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return kind == Kind.CUDA ? name + ":" + index : name;
  }
}
