package uncrop.tensor;

/** The machine has no memory left for a tensor. Everything made before stays usable. */
public final class OutOfTensorMemory extends TensorFault {
  OutOfTensorMemory(String message, Throwable cause) {
    super("out of memory: " + message, cause);
  }
}
