package uncrop.compose;

import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/**
 * Measures, across one piece of border, how the painted side would have to change to meet the kept
 * side.
 */
final class SeamProbe {
  /*
   * Each side is followed for up to four pixels away from the border and continued to the border by
   * a straight line of least squares. So a slope that runs through the border is not taken for a
   * step, and the noise of four pixels is hardly more than that of one.
   */
  private static final int DEPTH = 4;
  private static final int LONGEST_RUN = 256;
  private static final int OPAQUE_ENOUGH = 128;

  /** Weights of the samples at 0, 1, .. for the value of their line at -0.5, by their number. */
  private static final float[][] TO_BORDER = new float[DEPTH + 1][];

  static {
    TO_BORDER[1] = new float[] {1};
    for (int n = 2; n <= DEPTH; n++) {
      double mean = (n - 1) / 2.0;
      double squares = n * (n * n - 1.0) / 12;
      TO_BORDER[n] = new float[n];
      for (int i = 0; i < n; i++) {
        TO_BORDER[n][i] = (float) (1.0 / n + (-0.5 - mean) * (i - mean) / squares);
      }
    }
  }

  private final Mask toPaint;
  private final Raster kept;
  private final Raster painted;
  private final float[] step = new float[3];

  SeamProbe(Mask toPaint, Raster kept, Raster painted) {
    this.toPaint = toPaint;
    this.kept = kept;
    this.painted = painted;
  }

  /**
   * Probes from a painted pixel whose neighbour against the direction is kept.
   *
   * @param dx direction from the kept side to the painted side, with {@code dy}
   * @return whether there was anything visible to compare with; then {@link #step} holds
   */
  boolean measure(int x, int y, int dx, int dy) {
    int visible = visibleDepth(x - dx, y - dy, -dx, -dy);
    if (visible == 0) {
      return false;
    }
    step[0] = 0;
    step[1] = 0;
    step[2] = 0;
    add(kept, x - dx, y - dy, -dx, -dy, TO_BORDER[visible], 1);
    add(painted, x, y, dx, dy, TO_BORDER[run(x, y, dx, dy, DEPTH)], -1);
    return true;
  }

  /** Red, green and blue to add to the painted side, in coded values; overwritten next time. */
  float[] step() {
    return step;
  }

  /** How far the painted area goes on from here, at most 256 pixels. */
  int run(int x, int y, int dx, int dy) {
    return run(x, y, dx, dy, LONGEST_RUN);
  }

  private int run(int x, int y, int dx, int dy, int most) {
    int n = 0;
    while (n < most && inside(x + n * dx, y + n * dy) && toPaint.paints(x + n * dx, y + n * dy)) {
      n++;
    }
    return n;
  }

  private int visibleDepth(int x, int y, int dx, int dy) {
    int n = 0;
    while (n < DEPTH && keptAndVisible(x + n * dx, y + n * dy)) {
      n++;
    }
    return n;
  }

  private boolean keptAndVisible(int x, int y) {
    return inside(x, y) && toPaint.keeps(x, y) && kept.at(x, y) >>> 24 >= OPAQUE_ENOUGH;
  }

  private boolean inside(int x, int y) {
    return x >= 0 && y >= 0 && x < toPaint.width() && y < toPaint.height();
  }

  private void add(Raster from, int x, int y, int dx, int dy, float[] weights, int sign) {
    for (int i = 0; i < weights.length; i++) {
      int argb = from.at(x + i * dx, y + i * dy);
      float weight = sign * weights[i];
      step[0] += weight * (argb >> 16 & 0xFF);
      step[1] += weight * (argb >> 8 & 0xFF);
      step[2] += weight * (argb & 0xFF);
    }
  }
}
