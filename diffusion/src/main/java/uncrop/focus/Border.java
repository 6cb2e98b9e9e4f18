package uncrop.focus;

import java.util.function.LongUnaryOperator;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Continues pictures, [N, C, H, W], beyond their edges. */
final class Border {
  private Border() {}

  /** With the outermost pixels. */
  static Tensor repeated(Tensor picture, int pixels) {
    return continued(picture, pixels, size -> at -> Math.clamp(at, 0, size - 1));
  }

  /** With its mirror image, of which the edge itself is not doubled. */
  static Tensor mirrored(Tensor picture, int pixels) {
    return continued(
        picture,
        pixels,
        size -> {
          long period = Math.max(1, 2 * (size - 1));
          return at -> {
            long folded = Math.floorMod(at, period);
            return folded < size ? folded : period - folded;
          };
        });
  }

  private interface Rule {
    LongUnaryOperator of(long size);
  }

  private static Tensor continued(Tensor picture, int pixels, Rule rule) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor wide = picture.pick(3, positions(picture.size(3), pixels, rule));
      return scope.keep(wide.pick(2, positions(picture.size(2), pixels, rule)));
    }
  }

  private static Tensor positions(long size, int pixels, Rule rule) {
    LongUnaryOperator inside = rule.of(size);
    long[] positions = new long[Math.toIntExact(size + 2L * pixels)];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = inside.applyAsLong(i - pixels);
    }
    return Tensor.of(positions, positions.length);
  }
}
