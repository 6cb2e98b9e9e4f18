package uncrop.compose;

import org.jspecify.annotations.Nullable;

/** Gathers probes of the border into cells and makes one smooth field of them. */
final class SeamGrid {
  /*
   * A pyramid of cells of 8, 16, .. 256 px, solved from coarse to fine. Each level starts from the
   * level above and moves towards the mean of its own probes only as far as these can be trusted:
   * by the share max(0, 1 - DOUBT * (standard error / difference)^2), the estimator of James and
   * Stein (1961). So a smooth sky is matched closely in every place, while a textured border, where
   * each place differs by chance, is matched only as a whole. Cells without probes keep what the level
   * above says, which carries the field into the painted area (the push of Gortler's pull-push,
   * "The Lumigraph", 1996).
   *
   * Neighbouring probes of a texture are alike, so four of them count as one. By the same token small
   * cells cannot tell their own chance (a few probes that agree by accident): they take the variance
   * of the level above if it is larger, and depart from that level by small steps only.
   *
   * A mean difference beyond anything that is a step of tone is the edge of a thing that ends at the
   * border, and not matched. Single probes are not judged by their size: on coarse texture that would
   * bias the mean. A thing among smooth surroundings raises the variance, and so lowers the trust, of
   * just those cells that it touches.
   */
  static final int CELL = 8;

  private static final int LARGEST_SMALL_CELL = 16;
  private static final int COARSEST_CELL = 256;
  private static final float DOUBT = 4;
  private static final float ALIKE = 4;

  /** Squared error of whole coded values, which may be the same all along a border. */
  private static final float ROUNDING = 0.5f;

  /** Root mean square over the channels up to which a mean is matched fully, in coded values. */
  private static final float SURELY_A_STEP = 32;

  /** And from which on it is not matched at all. */
  private static final float SURELY_AN_EDGE = 72;

  // Sums over the probes of a cell: step (3), its square, number, run.
  private static final int SQUARE = 3;
  private static final int NUMBER = 4;
  private static final int RUN = 5;
  private static final int SUMS = 6;

  private final int width;
  private final int height;
  private final int cell;
  private final float[] sums; // (height, width, SUMS)

  SeamGrid(int canvasWidth, int canvasHeight) {
    this((canvasWidth + CELL - 1) / CELL, (canvasHeight + CELL - 1) / CELL, CELL);
  }

  private SeamGrid(int width, int height, int cell) {
    this.width = width;
    this.height = height;
    this.cell = cell;
    this.sums = new float[Math.multiplyExact(width * height, SUMS)];
  }

  /**
   * @param x pixel on the canvas, with {@code y}
   * @param run how far the painted area goes on from there
   */
  void add(int x, int y, float[] step, int run) {
    float square = step[0] * step[0] + step[1] * step[1] + step[2] * step[2];
    int at = (y / CELL * width + x / CELL) * SUMS;
    sums[at] += step[0];
    sums[at + 1] += step[1];
    sums[at + 2] += step[2];
    sums[at + SQUARE] += square;
    sums[at + NUMBER] += 1;
    sums[at + RUN] += run;
  }

  /** The share of a mean step of that size that is matched. */
  private static float tonal(float size) {
    float t = Math.clamp((size - SURELY_A_STEP) / (SURELY_AN_EDGE - SURELY_A_STEP), 0, 1);
    return (1 - t) * (1 - t) * (1 + 2 * t);
  }

  SeamField solve() {
    boolean coarsest = cell >= COARSEST_CELL || (width == 1 && height == 1);
    SeamField above = coarsest ? null : coarser().solve();
    float[] smooth = smoothed();
    SeamField field = new SeamField(width, height);
    float[] cells = field.cells();
    float[] start = new float[SeamField.CHANNELS];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        readAbove(above, x, y, start);
        int at = (y * width + x) * SUMS;
        int to = (y * width + x) * SeamField.CHANNELS;
        System.arraycopy(start, 0, cells, to, start.length);
        if (smooth[at + NUMBER] > 0) {
          cells[to + SeamField.RUN] = smooth[at + RUN] / smooth[at + NUMBER];
          approach(smooth, at, cells, to);
        }
      }
    }
    return field;
  }

  private static void readAbove(@Nullable SeamField above, int x, int y, float[] start) {
    if (above != null) {
      above.read((x + 0.5f) / 2, (y + 0.5f) / 2, start);
    }
  }

  /** Moves a cell from what the level above says towards its own probes. */
  private void approach(float[] smooth, int at, float[] cells, int to) {
    float number = smooth[at + NUMBER];
    float meanSquare = 0;
    float difference = 0;
    for (int c = 0; c < 3; c++) {
      float mean = smooth[at + c] / number;
      meanSquare += mean * mean;
      difference += (mean - cells[to + c]) * (mean - cells[to + c]);
    }
    float variance = Math.max(0, smooth[at + SQUARE] / number - meanSquare);
    boolean small = cell <= LARGEST_SMALL_CELL;
    if (small) {
      variance = Math.max(variance, cells[to + SeamField.VARIANCE]);
    }
    cells[to + SeamField.VARIANCE] = variance;
    if (difference == 0) {
      return;
    }
    float squaredError = variance * ALIKE / number + ROUNDING;
    float trust =
        tonal((float) Math.sqrt(meanSquare / 3))
            * tonal((float) Math.sqrt(difference / 3) * (small ? 2 : 1))
            * Math.max(0, 1 - DOUBT * squaredError / difference);
    for (int c = 0; c < 3; c++) {
      cells[to + c] += trust * (smooth[at + c] / number - cells[to + c]);
    }
  }

  private SeamGrid coarser() {
    SeamGrid half = new SeamGrid((width + 1) / 2, (height + 1) / 2, cell * 2);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int to = (y / 2 * half.width + x / 2) * SUMS;
        int at = (y * width + x) * SUMS;
        for (int s = 0; s < SUMS; s++) {
          half.sums[to + s] += sums[at + s];
        }
      }
    }
    return half;
  }

  /** Each cell together with half of its neighbours' probes, across and then down. */
  private float[] smoothed() {
    float[] across = new float[sums.length];
    addHalves(sums, across, SUMS, width * SUMS);
    float[] down = new float[sums.length];
    addHalves(across, down, width * SUMS, sums.length);
    return down;
  }

  /** Neighbours are {@code stride} apart, within lines of that length. */
  private static void addHalves(float[] from, float[] to, int stride, int line) {
    for (int i = 0; i < from.length; i++) {
      int within = i % line;
      float sum = from[i];
      if (within >= stride) {
        sum += from[i - stride] / 2;
      }
      if (within + stride < line) {
        sum += from[i + stride] / 2;
      }
      to[i] = sum;
    }
  }
}
