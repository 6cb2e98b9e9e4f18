package uncrop.layer;

import uncrop.tensor.DType;
import uncrop.tensor.Device;

/** Whose operations a network's layers run on. */
public enum Kernels {
  /** Packed weights and fused sums, on the processor. */
  ONEDNN,
  /** Libtorch's plain operations, on any device. */
  LIBTORCH;

  /** The fastest that can. */
  static Kernels fastest(Device device, Precision precision) {
    DType dtype = precision.activations();
    return device.isCpu() && (dtype == DType.FP32 || dtype == DType.BF16) ? ONEDNN : LIBTORCH;
  }
}
