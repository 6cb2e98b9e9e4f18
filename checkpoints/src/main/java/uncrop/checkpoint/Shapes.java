package uncrop.checkpoint;

import java.util.Arrays;

/** Arithmetic on shapes that come from files, where nothing may be believed. */
final class Shapes {
  private Shapes() {}

  /**
   * @param shape of dimensions that are not negative
   * @throws ArithmeticException if there are more than a long can count
   */
  static long elements(long... shape) {
    long count = 1;
    boolean empty = false;
    for (long dimension : shape) {
      // A zero must not hide an overflow before or after it.
      empty |= dimension == 0;
      count = Math.multiplyExact(count, Math.max(1, dimension));
    }
    return empty ? 0 : count;
  }

  /**
   * @throws ArithmeticException if there are more than a long can count
   */
  static long bytes(long[] shape, StorageType type) {
    return Math.multiplyExact(elements(shape), (long) type.bytes());
  }

  /** Such as {@code [320, 4, 3, 3]}. */
  static String text(long... shape) {
    return Arrays.toString(shape);
  }
}
