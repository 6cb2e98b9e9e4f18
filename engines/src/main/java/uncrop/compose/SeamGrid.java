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
   * Neighbouring probes of a texture are alike, so four of them count as one. By the same token the
   * smallest cells cannot tell their own chance (a few probes that agree by accident) and take the
   * variance of the level above if it is larger.
   *
   * Differences beyond anything that is a step of tone are edges of things that end at the border:
   * they are weighed down to nothing, and the share of probes weighed down lowers the trust.
   */
  static final int CELL = 8;

  private static final int COARSEST_CELL = 256;
  private static final float DOUBT = 3;
  private static final float ALIKE = 4;

  /** Root mean square over the channels up to which a probe counts fully, in coded values. */
  private static final float SURELY_A_STEP = 32;

  /** And from which on it does not count. */
  private static final float SURELY_AN_EDGE = 72;

  // Sums over the probes of a cell: weighted step (3), its square, weight, number, run.
  private static final int SQUARE = 3;
  private static final int WEIGHT = 4;
  private static final int NUMBER = 5;
  private static final int RUN = 6;
  private static final int SUMS = 7;

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
    float weight = weight((float) Math.sqrt(square / 3));
    int at = (y / CELL * width + x / CELL) * SUMS;
    sums[at] += weight * step[0];
    sums[at + 1] += weight * step[1];
    sums[at + 2] += weight * step[2];
    sums[at + SQUARE] += weight * square;
    sums[at + WEIGHT] += weight;
    sums[at + NUMBER] += 1;
    sums[at + RUN] += run;
  }

  private static float weight(float size) {
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
          if (smooth[at + WEIGHT] > 0) {
            approach(smooth, at, cells, to);
          }
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
    float weight = smooth[at + WEIGHT];
    float meanSquare = 0;
    float difference = 0;
    for (int c = 0; c < 3; c++) {
      float mean = smooth[at + c] / weight;
      meanSquare += mean * mean;
      difference += (mean - cells[to + c]) * (mean - cells[to + c]);
    }
    float variance = Math.max(0, smooth[at + SQUARE] / weight - meanSquare);
    if (cell == CELL) {
      variance = Math.max(variance, cells[to + SeamField.VARIANCE]);
    }
    cells[to + SeamField.VARIANCE] = variance;
    if (difference == 0) {
      return;
    }
    float squaredError = variance * ALIKE / weight;
    float trust = weight / smooth[at + NUMBER] * Math.max(0, 1 - DOUBT * squaredError / difference);
    for (int c = 0; c < 3; c++) {
      cells[to + c] += trust * (smooth[at + c] / weight - cells[to + c]);
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
