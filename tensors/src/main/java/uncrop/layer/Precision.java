package uncrop.layer;

import java.util.Locale;
import java.util.Optional;
import uncrop.fault.BadInput;
import uncrop.tensor.DType;

/** In what numbers a network computes. */
public enum Precision {
  /** Exact: what the references compute in. */
  FP32(DType.FP32),
  /** For processors with instructions for it; emulated elsewhere, and then slower than FP32. */
  BF16(DType.BF16),
  /** For graphics processors. */
  FP16(DType.FP16),
  /** Weights and inputs of matrix products in whole numbers of 8 bits, all else in FP32. */
  INT8(DType.FP32);

  private static final String AUTO = "auto";

  private final DType activations;

  Precision(DType activations) {
    this.activations = activations;
  }

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a name; empty for "auto", where the machine is to choose.
   *
   * @param field the name of the parameter, for the error
   * @throws BadInput if there is none of that name
   */
  public static Optional<Precision> named(String field, String label) {
    if (label.equals(AUTO)) {
      return Optional.empty();
    }
    for (Precision precision : values()) {
      if (precision.label().equals(label)) {
        return Optional.of(precision);
      }
    }
    throw new BadInput(field, label, "must be auto, fp32, bf16, fp16 or int8");
  }

  /** The dtype of what flows between layers. */
  public DType activations() {
    return activations;
  }
}
