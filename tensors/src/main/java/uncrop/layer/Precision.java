package uncrop.layer;

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

  private final DType activations;

  Precision(DType activations) {
    this.activations = activations;
  }

  /** The dtype of what flows between layers. */
  public DType activations() {
    return activations;
  }
}
