package uncrop.layer;

import uncrop.tensor.Tensor;

/**
 * A tensor as a matrix of its last dimension, without copying where its rows lie evenly in memory.
 *
 * @param stride from row to row, in elements
 */
record Rows(Tensor tensor, long count, long stride) {
  static Rows of(Tensor x) {
    long[] shape = x.shape();
    long[] strides = x.strides();
    int last = shape.length - 1;
    long count = 1;
    for (int i = 0; i < last; i++) {
      count *= shape[i];
    }
    if (last == 0) {
      return new Rows(strides[0] == 1 ? x : x.contiguous(), 1, shape[0]);
    }
    // Dimensions of one element may have any stride.
    long stride = 0;
    long next = 0;
    boolean even = strides[last] == 1 || shape[last] == 1;
    for (int i = last - 1; i >= 0 && even; i--) {
      if (shape[i] == 1) {
        continue;
      }
      if (stride == 0) {
        stride = strides[i];
      } else {
        even = strides[i] == next;
      }
      next = strides[i] * shape[i];
    }
    if (!even || (stride != 0 && stride < shape[last])) {
      return new Rows(x.contiguous(), count, shape[last]);
    }
    return new Rows(x, count, stride == 0 ? shape[last] : stride);
  }
}
