package uncrop.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** What one element of a tensor is. */
public enum DType {
  FP64(8, ScalarType.Double),
  FP32(4, ScalarType.Float),
  FP16(2, ScalarType.Half),
  BF16(2, ScalarType.BFloat16),
  INT64(8, ScalarType.Long),
  INT32(4, ScalarType.Int),
  INT16(2, ScalarType.Short),
  INT8(1, ScalarType.Char),
  UINT8(1, ScalarType.Byte),
  BOOL(1, ScalarType.Bool),
  FP8_E4M3(1, ScalarType.Float8_e4m3fn),
  FP8_E5M2(1, ScalarType.Float8_e5m2);

  final ScalarType scalarType;
  private final int bytes;

  DType(int bytes, ScalarType scalarType) {
    this.bytes = bytes;
    this.scalarType = scalarType;
  }

  /** The size of one element. */
  public int bytes() {
    return bytes;
  }

  public boolean isFloating() {
    return switch (this) {
      case FP64, FP32, FP16, BF16, FP8_E4M3, FP8_E5M2 -> true;
      case INT64, INT32, INT16, INT8, UINT8, BOOL -> false;
    };
  }

  static DType of(ScalarType scalarType) {
    for (DType dtype : values()) {
      if (dtype.scalarType.value == scalarType.value) {
        return dtype;
      }
    }
    throw new TensorFault("tensors of " + scalarType + " are not supported");
  }
}
