package uncrop.tensor;

import static uncrop.tensor.Libtorch.make;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Element by element, and what sums elements up. Operands are broadcast against each other as NumPy
 * does. A method changes its tensor only where its name says {@code InPlace}, and then returns it.
 */
abstract sealed class Arithmetic extends NativeTensor permits Shaping {
  Arithmetic(org.bytedeco.pytorch.Tensor handle) {
    super(handle);
  }

  private Tensor self(Runnable change) {
    Libtorch.call(() -> {
      change.run();
      return this;
    });
    return (Tensor) this;
  }

  public Tensor plus(Tensor other) {
    return make(() -> handle.add(other.handle));
  }

  public Tensor plus(double other) {
    return make(() -> handle.add(new Scalar(other)));
  }

  /** this + factor * other, in one pass. */
  public Tensor plus(Tensor other, double factor) {
    return make(() -> handle.add(other.handle, new Scalar(factor)));
  }

  public Tensor minus(Tensor other) {
    return make(() -> handle.sub(other.handle));
  }

  public Tensor minus(double other) {
    return make(() -> handle.sub(new Scalar(other)));
  }

  public Tensor times(Tensor other) {
    return make(() -> handle.mul(other.handle));
  }

  public Tensor times(double other) {
    return make(() -> handle.mul(new Scalar(other)));
  }

  public Tensor over(Tensor other) {
    return make(() -> handle.div(other.handle));
  }

  public Tensor over(double other) {
    return make(() -> handle.div(new Scalar(other)));
  }

  public Tensor addInPlace(Tensor other) {
    return self(() -> handle.add_(other.handle));
  }

  public Tensor addInPlace(Tensor other, double factor) {
    return self(() -> handle.add_(other.handle, new Scalar(factor)));
  }

  public Tensor addInPlace(double other) {
    return self(() -> handle.add_(new Scalar(other)));
  }

  public Tensor timesInPlace(Tensor other) {
    return self(() -> handle.mul_(other.handle));
  }

  public Tensor timesInPlace(double other) {
    return self(() -> handle.mul_(new Scalar(other)));
  }

  /** Takes the elements of another tensor, which are converted and broadcast. */
  public Tensor copyInPlace(Tensor source) {
    return self(() -> handle.copy_(source.handle));
  }

  public Tensor siluInPlace() {
    return self(() -> torch.silu_(handle));
  }

  public Tensor negate() {
    return make(handle::neg);
  }

  public Tensor abs() {
    return make(handle::abs);
  }

  public Tensor exp() {
    return make(handle::exp);
  }

  /** e to this, minus 1, exact near 0. */
  public Tensor expm1() {
    return make(handle::expm1);
  }

  public Tensor log() {
    return make(handle::log);
  }

  public Tensor sqrt() {
    return make(handle::sqrt);
  }

  public Tensor pow(double exponent) {
    return make(() -> handle.pow(new Scalar(exponent)));
  }

  public Tensor tanh() {
    return make(handle::tanh);
  }

  public Tensor cos() {
    return make(handle::cos);
  }

  public Tensor sin() {
    return make(handle::sin);
  }

  public Tensor sigmoid() {
    return make(handle::sigmoid);
  }

  /** To the nearest whole number, halves to the even one. */
  public Tensor round() {
    return make(() -> handle.round());
  }

  public Tensor floor() {
    return make(handle::floor);
  }

  public Tensor clamp(double least, double most) {
    return make(() ->
        handle.clamp(new ScalarOptional(new Scalar(least)), new ScalarOptional(new Scalar(most))));
  }

  public Tensor max(Tensor other) {
    return make(() -> torch.maximum(handle, other.handle));
  }

  public Tensor min(Tensor other) {
    return make(() -> torch.minimum(handle, other.handle));
  }

  /** True where this is less. */
  public Tensor lessThan(double other) {
    return make(() -> handle.lt(new Scalar(other)));
  }

  public Tensor equalTo(double other) {
    return make(() -> handle.eq(new Scalar(other)));
  }

  // --- Summing up -----------------------------------------------------------------------------

  /** Of all elements. */
  public Tensor sum() {
    return make(() -> handle.sum());
  }

  public Tensor sum(int dim, boolean keepDim) {
    return make(() -> handle.sum(new long[] {dim}, keepDim, none()));
  }

  public Tensor mean() {
    return make(() -> handle.mean());
  }

  public Tensor mean(boolean keepDims, long... dims) {
    return make(() -> handle.mean(dims, keepDims, none()));
  }

  /** Of all elements; divides by count - 1. */
  public Tensor std() {
    return make(() -> handle.std());
  }

  public Tensor std(boolean keepDims, long... dims) {
    return make(() -> handle.std(dims, true, keepDims));
  }

  public Tensor max() {
    return make(() -> handle.max());
  }

  public Tensor min() {
    return make(() -> handle.min());
  }

  public Tensor max(int dim, boolean keepDim) {
    return make(() -> handle.amax(new long[] {dim}, keepDim));
  }

  /** The position of the first greatest element in C order. */
  public long argmax() {
    return (long) Libtorch.make(() -> handle.argmax()).item();
  }

  /** The root of the sum of squares. */
  public double norm() {
    return Libtorch.make(() -> handle.norm()).item();
  }

  /** Whether any element is not a number or infinite. */
  public boolean hasNaN() {
    // A sum is NaN or infinite if any element is; only an overflow of the sum needs the slow look.
    double sum = make(() -> handle.sum()).item();
    return !Double.isFinite(sum) && make(() -> torch.isfinite(handle).all()).item() == 0;
  }

  static org.bytedeco.pytorch.ScalarTypeOptional none() {
    return new org.bytedeco.pytorch.ScalarTypeOptional();
  }
}
