package uncrop.tensor;

import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;

/**
 * Loads libtorch on first use and turns its exceptions into one-line faults.
 *
 * <p>JavaCPP's own memory limits are switched off before it starts: they compare the size of the
 * whole process, weights included, with a multiple of Java's heap, and then fail a program that has
 * gigabytes to spare.
 */
final class Libtorch {
  static {
    setUnlessSet("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    setUnlessSet("org.bytedeco.javacpp.maxBytes", "0");
    try {
      torch.set_num_threads(Cores.forCompute());
    } catch (UnsatisfiedLinkError | NoClassDefFoundError | ExceptionInInitializerError e) {
      throw new TensorFault(
          "libtorch does not load here ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given")
              + "): diffusion needs Linux on x86-64 with glibc 2.35 or newer, macOS or Windows;"
              + " the exemplar engine works without it",
          e);
    }
  }

  private Libtorch() {}

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Makes sure that it is loaded. */
  static void load() {}

  static Tensor make(Supplier<org.bytedeco.pytorch.Tensor> operation) {
    return new Tensor(call(operation));
  }

  static <T> T call(Supplier<T> operation) {
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
