package uncrop.tensor;

import uncrop.fault.UncropException;

/**
 * libtorch or oneDNN refused: wrong shapes, an operation that a dtype lacks, a library that does
 * not load.
 */
public class TensorFault extends UncropException {
  public TensorFault(String message) {
    super(message);
  }

  TensorFault(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The reason without the C++ frames that libtorch appends. TorchScript puts its reason last and a
   * heading first.
   */
  static TensorFault of(RuntimeException nativeError) {
    String text = String.valueOf(nativeError.getMessage()).strip();
    String first = text.lines().findFirst().orElse("unknown error");
    if (first.startsWith("The following operation failed in the TorchScript interpreter")) {
      first = text.lines().reduce(first, (before, line) -> line.isBlank() ? before : line).strip();
    }
    if (text.contains("not enough memory") || text.contains("can't allocate memory")) {
      return new OutOfTensorMemory(first, nativeError);
    }
    return new TensorFault(first, nativeError);
  }
}
