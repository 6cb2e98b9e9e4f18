package uncrop.block;

import uncrop.layer.GroupNorm;
import uncrop.tensor.Tensor;

/** By what pictures are normalised. */
public interface Norming {
  /** Each by itself. */
  Norming OWN =
      new Norming() {
        @Override
        public Tensor apply(GroupNorm norm, Tensor x) {
          return norm.apply(x);
        }

        @Override
        public Tensor applySilu(GroupNorm norm, Tensor x) {
          return norm.applySilu(x);
        }
      };

  Tensor apply(GroupNorm norm, Tensor x);

  /** Followed by x * sigmoid(x). */
  default Tensor applySilu(GroupNorm norm, Tensor x) {
    return apply(norm, x).siluInPlace();
  }
}
