package uncrop.schedule;

import java.util.function.UnaryOperator;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Functions of single float32 numbers with the bits that torch gives them. Java's own are rounded
 * better, and therefore differently: one ulp of a sigma can select another leaf of a Brownian tree.
 */
public final class Float32 {
  private Float32() {}

  public static float exp(double x) {
    return of(x, Tensor::exp);
  }

  /** e^x - 1. */
  public static float expm1(double x) {
    return of(x, Tensor::expm1);
  }

  /** The natural logarithm. */
  public static float log(double x) {
    return of(x, Tensor::log);
  }

  public static float sqrt(double x) {
    return (float) Math.sqrt((float) x);
  }

  private static float of(double x, UnaryOperator<Tensor> function) {
    try (TensorScope _ = TensorScope.open()) {
      return (float) function.apply(Tensor.of(new float[] {(float) x})).item();
    }
  }
}
