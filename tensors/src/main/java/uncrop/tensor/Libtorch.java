package uncrop.tensor;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Loads libtorch on first use and turns its exceptions into one-line faults.
 *
 * <p>JavaCPP's own memory limits are switched off before it starts: they compare the size of the
 * whole process, weights included, with a multiple of Java's heap, and then fail a program that has
 * gigabytes to spare.
 */
final class Libtorch {
  private static final List<String> CUDA_NATIVES =
      List.of(
          "/org/bytedeco/pytorch/linux-x86_64-gpu/libtorch_cuda.so",
          "/org/bytedeco/pytorch/windows-x86_64-gpu/torch_cuda.dll");

  // Not thrown by the initialiser: that would be an error of Java's own, and another one each time.
  private static final @Nullable TensorFault FAILURE = failure();

  private Libtorch() {}

  /**
   * On a graphics processor FP32 is FP32, not its ten-bit shorthand, and the same seed gives the
   * same picture. Settings only: nothing of CUDA is called.
   */
  private static void computeAlike() {
    Context context = torch.globalContext();
    context.setAllowTF32CuDNN(false);
    context.setDeterministicCuDNN(true);
  }

  /** The innermost, which names the library that is missing. */
  private static String reason(Throwable e) {
    Throwable innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private static String needs() {
    return hasCudaNatives()
        ? "built for CUDA it needs the libraries of CUDA 13 and cuDNN 9 where the system finds"
            + " them (docs/gpu.md); UNCROP_NATIVES=cpu builds it without"
        : "diffusion needs Linux on x86-64 with glibc 2.35 or newer, macOS or Windows; the exemplar"
            + " engine works without it";
  }

  /** Whether the natives that were built with are those for CUDA, whatever the machine has. */
  static boolean hasCudaNatives() {
    return CUDA_NATIVES.stream().anyMatch(name -> Libtorch.class.getResource(name) != null);
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static @Nullable TensorFault failure() {
    setUnlessSet("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    setUnlessSet("org.bytedeco.javacpp.maxBytes", "0");
    try {
      torch.set_num_threads(Cores.forCompute());
      computeAlike();
      return null;
    } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
      return new TensorFault("libtorch does not load here (" + reason(e) + "): " + needs(), e);
    }
  }

  /**
   * Makes sure that it is loaded.
   *
   * @throws TensorFault with the reason, if it cannot be
   */
  static void load() {
    if (FAILURE != null) {
      throw new TensorFault(FAILURE.getMessage(), FAILURE);
    }
  }

  static Tensor make(Supplier<org.bytedeco.pytorch.Tensor> operation) {
    return new Tensor(call(operation));
  }

  static <T> T call(Supplier<T> operation) {
    load();
    try {
      return operation.get();
    } catch (TensorFault fault) {
      throw fault;
    } catch (OutOfMemoryError e) {
      throw new OutOfTensorMemory(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      throw TensorFault.of(e);
    }
  }
}
