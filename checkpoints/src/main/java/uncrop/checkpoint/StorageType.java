package uncrop.checkpoint;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uncrop.tensor.DType;

/** What one element of a tensor is on disk, under the names that safetensors gives them. */
public enum StorageType {
  BOOL(1, DType.BOOL),
  U8(1, DType.UINT8),
  I8(1, DType.INT8),
  F8_E5M2(1, DType.FP8_E5M2),
  F8_E4M3(1, DType.FP8_E4M3),
  F8_E8M0(1, null),
  I16(2, DType.INT16),
  U16(2, null),
  F16(2, DType.FP16),
  BF16(2, DType.BF16),
  I32(4, DType.INT32),
  U32(4, null),
  F32(4, DType.FP32),
  F64(8, DType.FP64),
  C64(8, null),
  I64(8, DType.INT64),
  U64(8, null);

  private static final Map<String, StorageType> BY_NAME = new HashMap<>();

  static {
    for (StorageType type : values()) {
      BY_NAME.put(type.name(), type);
    }
  }

  private final int bytes;
  private final @Nullable DType dtype;

  StorageType(int bytes, @Nullable DType dtype) {
    this.bytes = bytes;
    this.dtype = dtype;
  }

  static Optional<StorageType> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /**
   * @throws IllegalArgumentException never: each dtype can be stored
   */
  static StorageType of(DType dtype) {
    for (StorageType type : values()) {
      if (type.dtype == dtype) {
        return type;
      }
    }
    throw new IllegalArgumentException(dtype + " has no form on disk");
  }

  /** The size of one element. */
  public int bytes() {
    return bytes;
  }

  /** The same in memory; absent for those that may be stored, but not calculated with. */
  public Optional<DType> dtype() {
    return Optional.ofNullable(dtype);
  }
}
