package uncrop.schedule;

import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Evenly spaced float32 numbers with torch's rounding. */
final class Ramp {
  private Ramp() {}

  /**
   * @param count at least 1; both ends are included
   */
  static float[] floats(double first, double last, int count) {
    try (TensorScope _ = TensorScope.open()) {
      return Tensor.linspace(first, last, count).toFloats();
    }
  }
}
