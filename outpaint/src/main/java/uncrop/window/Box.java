package uncrop.window;

/** Means over squares, by running sums. */
final class Box {
  private Box() {}

  /**
   * Rounded; beyond the border the nearest value counts.
   *
   * @param values row by row
   * @param radius squares are of 2 radius + 1
   */
  static int[] means(int[] values, int width, int radius) {
    int height = values.length / width;
    int[] across = new int[values.length];
    for (int y = 0; y < height; y++) {
      line(values, across, y * width, 1, width, radius);
    }
    int[] means = new int[values.length];
    for (int x = 0; x < width; x++) {
      line(across, means, x, width, height, radius);
    }
    return means;
  }

  private static void line(int[] from, int[] to, int start, int step, int count, int radius) {
    int size = 2 * radius + 1;
    int sum = 0;
    for (int i = -radius; i <= radius; i++) {
      sum += from[start + Math.clamp(i, 0, count - 1) * step];
    }
    for (int i = 0; i < count; i++) {
      to[start + i * step] = Math.floorDiv(2 * sum + size, 2 * size);
      sum += from[start + Math.min(i + radius + 1, count - 1) * step];
      sum -= from[start + Math.max(i - radius, 0) * step];
    }
  }
}
