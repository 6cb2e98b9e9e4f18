package uncrop.checkpoint.pickle;

import java.lang.foreign.MemorySegment;
import uncrop.checkpoint.pickle.PickleValue.View;

/** Elements that lie in another order than that of their indices, such as a transposed matrix's. */
final class Strided {
  private Strided() {}

  /**
   * @param view that was found to lie inside its storage
   * @return a part of the storage, or a copy if the elements are not one after the other in it
   */
  static MemorySegment inOrder(MemorySegment storage, View view) throws UnreadablePickle {
    int size = view.dtype().bytes();
    long count = 1;
    for (long dimension : view.shape()) {
      count *= dimension;
    }
    if (count == 0) {
      return MemorySegment.ofArray(new byte[0]);
    }
    if (isContiguous(view)) {
      return storage.asSlice(view.offset() * size, count * size);
    }
    if (count * size > Integer.MAX_VALUE - 8) {
      throw new UnreadablePickle(
          "has a tensor of more than 2 GiB that is a strided view: save a contiguous copy of it");
    }
    MemorySegment copy = MemorySegment.ofArray(new byte[(int) (count * size)]);
    long[] index = new long[view.shape().length];
    long from = view.offset();
    for (long to = 0; to < count; to++) {
      MemorySegment.copy(storage, from * size, copy, to * size, size);
      from += step(view, index);
    }
    return copy;
  }

  /** Moves on to the next index; returns by how many elements. */
  private static long step(View view, long[] index) {
    long moved = 0;
    for (int dimension = index.length - 1; dimension >= 0; dimension--) {
      moved += view.strides()[dimension];
      if (++index[dimension] < view.shape()[dimension]) {
        return moved;
      }
      moved -= view.strides()[dimension] * view.shape()[dimension];
      index[dimension] = 0;
    }
    return moved;
  }

  private static boolean isContiguous(View view) {
    long expected = 1;
    for (int i = view.shape().length - 1; i >= 0; i--) {
      if (view.shape()[i] != 1 && view.strides()[i] != expected) {
        return false;
      }
      expected *= view.shape()[i];
    }
    return true;
  }
}
