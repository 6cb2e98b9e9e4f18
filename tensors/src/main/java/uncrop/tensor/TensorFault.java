package uncrop.tensor;

import java.util.List;
import uncrop.fault.UncropException;

/**
 * libtorch or oneDNN refused: wrong shapes, an operation that a dtype lacks, a library that does
 * not load.
 */
public class TensorFault extends UncropException {
  /** Of the allocators of libtorch, of the system and of CUDA. */
  private static final List<String> OUT_OF_MEMORY =
      List.of("not enough memory", "can't allocate memory", "CUDA out of memory");

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
    if (OUT_OF_MEMORY.stream().anyMatch(text::contains)) {
      return new OutOfTensorMemory(first, nativeError);
    }
    return new TensorFault(first, nativeError);
  }
}
