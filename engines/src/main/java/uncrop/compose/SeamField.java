package uncrop.compose;

/**
 * What the painted side needs, cell by cell: red, green and blue to add, how far the painted area
 * goes on, and the variance of the probes behind it.
 *
 * @param cells (height, width, {@link #CHANNELS})
 */
record SeamField(int width, int height, float[] cells) {
  static final int RUN = 3;
  static final int VARIANCE = 4;
  static final int CHANNELS = 5;

  SeamField(int width, int height) {
    this(width, height, new float[Math.multiplyExact(width * height, CHANNELS)]);
  }

  /**
   * Bilinear between the cells' centres; coordinates in cells, from the field's top left corner.
   */
  void read(float u, float v, float[] into) {
    float left = Math.clamp(u - 0.5f, 0, width - 1);
    float top = Math.clamp(v - 0.5f, 0, height - 1);
    int x = (int) left;
    int y = (int) top;
    int right = x + 1 < width ? CHANNELS : 0;
    int below = y + 1 < height ? CHANNELS * width : 0;
    float fx = left - x;
    float fy = top - y;
    int at = (y * width + x) * CHANNELS;
    for (int c = 0; c < CHANNELS; c++, at++) {
      float upper = cells[at] + (cells[at + right] - cells[at]) * fx;
      float lower = cells[at + below] + (cells[at + below + right] - cells[at + below]) * fx;
      into[c] = upper + (lower - upper) * fy;
    }
  }
}
