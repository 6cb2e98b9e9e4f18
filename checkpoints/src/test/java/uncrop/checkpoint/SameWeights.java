package uncrop.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import uncrop.layer.Weights;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Compares networks of the tiny checkpoints, which are stored in fp16. */
final class SameWeights {
  private SameWeights() {}

  static void check(Part<?> one, Part<?> other) {
    assertThat(one.names()).isNotEmpty().isEqualTo(other.names());
    for (String name : one.names()) {
      try (TensorScope scope = TensorScope.open()) {
        Tensor expected = read(one.weights(), name);
        Tensor actual = read(other.weights(), name);
        assertThat(expected.dtype()).isEqualTo(DType.FP16);
        assertThat(actual.dtype()).isEqualTo(DType.FP16);
        assertThat(actual.shape()).containsExactly(expected.shape());
        assertThat(Arrays.equals(actual.toFloats(), expected.toFloats())).as(name).isTrue();
      }
    }
  }

  private static Tensor read(Weights weights, String name) {
    return weights.get(name, weights.shape(name));
  }
}
