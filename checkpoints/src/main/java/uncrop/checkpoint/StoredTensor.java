package uncrop.checkpoint;

import java.lang.foreign.MemorySegment;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;

/**
 * A tensor as it lies in a file.
 *
 * @param shape of dimensions that are 0 or more; a single number has none
 * @param bytes little-endian, in C order; valid until the file is closed
 */
public record StoredTensor(String name, DType dtype, long[] shape, MemorySegment bytes) {

  /** Copies it into memory. */
  public Tensor load() {
    Tensor loaded = Tensor.of(bytes, dtype, shape);
    if (bytes.isMapped() && bytes.byteSize() > 0) {
      // Else the pages stay in this process beside the copy, and loading takes twice the model.
      bytes.unload();
    }
    return loaded;
  }
}
