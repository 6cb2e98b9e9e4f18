package uncrop.layer;

import uncrop.tensor.Tensor;

/** The tensors of a network by name, such as {@code mid_block.resnets.0.conv1.weight}. */
public interface Weights {
  /**
   * Reads one tensor, in the dtype in which it is stored. It belongs to the caller's scope.
   *
   * @throws uncrop.tensor.TensorFault or the source's own fault, naming the tensor, if it is
   *     missing or has another shape
   */
  Tensor get(String name, long... shape);

  boolean has(String name);

  /** The shape of a tensor, without reading it. */
  long[] shape(String name);

  /** Those whose names start with a prefix and a dot, under the rest of their names. */
  default Weights at(String prefix) {
    Weights all = this;
    String start = prefix + ".";
    return new Weights() {
      @Override
      public Tensor get(String name, long... shape) {
        return all.get(start + name, shape);
      }

      @Override
      public boolean has(String name) {
        return all.has(start + name);
      }

      @Override
      public long[] shape(String name) {
        return all.shape(start + name);
      }
    };
  }
}
