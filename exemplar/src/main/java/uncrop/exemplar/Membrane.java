package uncrop.exemplar;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Solves for the smooth correction that takes the steps out of a collage: adds to every painted
 * pixel what lets the pieces meet each other and the picture in equal colours.
 */
final class Membrane {
  /*
   * How and why: a screened Poisson equation (Perez et al. 2003; Bhat et al. 2010) for the correction e instead of
   * the colour: the sum over neighbours q of (e(p) - e(q)), plus screen * e(p), is the step at p, which is what the
   * collage jumps there beyond what either piece itself does. On the picture e is 0. The right side is 0 except along
   * seams, so texture and grain are never touched. The screen lets a correction fade over 1 / sqrt(screen) pixels, so
   * that one odd colour at the border does not tint a whole side. Solved by multigrid: red-black Gauss-Seidel on grids
   * halved until nothing is left.
   *
   * The free pixels of a row are kept as runs, because on a typical canvas most pixels are the picture's and
   * cost nothing this way. 12 bytes a pixel, and a third more for the coarser grids.
   */
  private static final int CYCLES = 5;
  private static final int COARSEST = 4;
  private static final int COARSEST_SWEEPS = 16;
  private static final int WORTH_THREADS = 30_000;

  private final int width;
  private final int height;
  private final float screen;
  private final float hold;
  private final float fixedWeight;
  private final int[][] runs;
  private final float[] diagonal;
  private final float[] e;
  private final float[] steps;
  private final Membrane coarse;

  /**
   * @param free width * height: where the correction is to be found; elsewhere it is 0
   * @param screen the inverse square of the distance over which a correction fades, per pixel
   */
  Membrane(int width, int height, boolean[] free, float screen) {
    this(width, height, free, screen, 1, 1);
  }

  /**
   * @param hold how much more than one painted neighbour on another a fixed pixel pulls: more lets
   *     less of a step remain at the border. The caller weighs the steps there by the same
   */
  Membrane(int width, int height, boolean[] free, float screen, float hold) {
    this(width, height, free, screen, hold, 1);
  }

  /**
   * @param scale pixels of the finest grid along one of this grid
   */
  private Membrane(int width, int height, boolean[] free, float screen, float hold, int scale) {
    this.width = width;
    this.height = height;
    this.screen = screen;
    this.hold = hold;
    // A fixed pixel's centre stays where it was on the finest grid, so on a coarser one it is
    // nearer than a whole pixel, and pulls harder. Without this the coarser grids correct too
    // much, and nothing converges.
    this.fixedWeight = scale / ((scale - 1) / 2f + 1 / hold);
    this.e = new float[width * height];
    this.steps = new float[width * height];
    this.runs = runs(free);
    this.diagonal = diagonal(free);
    this.coarse = Math.min(width, height) > COARSEST ? halved(free, 2 * scale) : this;
  }

  private boolean isCoarsest() {
    return coarse == this;
  }

  /**
   * The right side of the equation, to be filled by the caller for every free pixel before each
   * solution.
   */
  float[] steps() {
    return steps;
  }

  /** The correction, valid until the next solution. */
  float[] solve() {
    Arrays.fill(e, 0);
    for (int i = 0; i < CYCLES; i++) {
      cycle();
    }
    return e;
  }

  /** First and last-but-one column of every run of free pixels, by row. */
  private int[][] runs(boolean[] free) {
    int[][] out = new int[height][];
    int[] row = new int[width + 1];
    for (int y = 0; y < height; y++) {
      int n = 0;
      for (int x = 0; x < width; x++) {
        boolean here = free[y * width + x];
        boolean before = x > 0 && free[y * width + x - 1];
        if (here != before) {
          row[n++] = x;
        }
      }
      if (free[y * width + width - 1]) {
        row[n++] = width;
      }
      out[y] = Arrays.copyOf(row, n);
    }
    return out;
  }

  /** What a free pixel's own correction weighs in its equation. */
  private float[] diagonal(boolean[] free) {
    float[] out = new float[width * height];
    forEachRow(y -> {
      for (int r = 0; r < runs[y].length; r += 2) {
        for (int x = runs[y][r]; x < runs[y][r + 1]; x++) {
          int p = y * width + x;
          float left = x > 0 ? weight(free[p - 1]) : 0;
          float right = x + 1 < width ? weight(free[p + 1]) : 0;
          float above = y > 0 ? weight(free[p - width]) : 0;
          float below = y + 1 < height ? weight(free[p + width]) : 0;
          out[p] = left + right + above + below + screen;
        }
      }
    });
    return out;
  }

  private float weight(boolean free) {
    return free ? 1 : fixedWeight;
  }

  private Membrane halved(boolean[] free, int scale) {
    int w = (width + 1) / 2;
    int h = (height + 1) / 2;
    boolean[] half = new boolean[w * h];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int n = 0;
        for (int i = 0; i < 4; i++) {
          int fx = Math.min(2 * x + (i & 1), width - 1);
          int fy = Math.min(2 * y + (i >> 1), height - 1);
          n += free[fy * width + fx] ? 1 : 0;
        }
        // Else a small known part would vanish from the coarser grids, and nothing hold them at 0.
        half[y * w + x] = n == 4;
      }
    }
    return new Membrane(w, h, half, screen * 4, hold, scale);
  }

  private void cycle() {
    relax(isCoarsest() ? COARSEST_SWEEPS : 1);
    if (isCoarsest()) {
      return;
    }
    restrict();
    Arrays.fill(coarse.e, 0);
    coarse.cycle();
    forEachRow(this::prolong);
    relax(1);
  }

  private void forEachRow(IntConsumer row) {
    if ((long) width * height < WORTH_THREADS) {
      for (int y = 0; y < height; y++) {
        row.accept(y);
      }
    } else {
      IntStream.range(0, height).parallel().forEach(row);
    }
  }

  private void relax(int sweeps) {
    for (int i = 0; i < sweeps; i++) {
      forEachRow(y -> relax(y, 0));
      forEachRow(y -> relax(y, 1));
    }
  }

  private void relax(int y, int colour) {
    boolean inner = y > 0 && y + 1 < height;
    for (int r = 0; r < runs[y].length; r += 2) {
      int from = runs[y][r];
      int to = runs[y][r + 1];
      for (int x = from + ((from + y + colour) & 1); x < to; x += 2) {
        int p = y * width + x;
        if (inner && x > 0 && x + 1 < width) {
          e[p] = (steps[p] + e[p - 1] + e[p + 1] + e[p - width] + e[p + width]) / diagonal[p];
        } else {
          e[p] = (steps[p] + around(x, y)) / diagonal[p];
        }
      }
    }
  }

  private float around(int x, int y) {
    int p = y * width + x;
    return (x > 0 ? e[p - 1] : 0)
        + (x + 1 < width ? e[p + 1] : 0)
        + (y > 0 ? e[p - width] : 0)
        + (y + 1 < height ? e[p + width] : 0);
  }

  /** Hands what is left of the equation to the coarser grid. */
  private void restrict() {
    forEachRow(y -> {
      if ((y & 1) == 0) {
        Arrays.fill(coarse.steps, y / 2 * coarse.width, (y / 2 + 1) * coarse.width, 0);
        addResiduals(y);
        if (y + 1 < height) {
          addResiduals(y + 1);
        }
      }
    });
  }

  private void addResiduals(int y) {
    boolean inner = y > 0 && y + 1 < height;
    for (int r = 0; r < runs[y].length; r += 2) {
      for (int x = runs[y][r]; x < runs[y][r + 1]; x++) {
        int p = y * width + x;
        float around =
            inner && x > 0 && x + 1 < width
                ? e[p - 1] + e[p + 1] + e[p - width] + e[p + width]
                : around(x, y);
        coarse.steps[y / 2 * coarse.width + x / 2] += steps[p] + around - diagonal[p] * e[p];
      }
    }
  }

  /** Adds the coarser grid's solution, bilinear between the centres of its pixels. */
  private void prolong(int y) {
    float[] c = coarse.e;
    int w = coarse.width;
    int near = y / 2 * w;
    int far = Math.clamp(y / 2 + ((y & 1) == 0 ? -1 : 1), 0, coarse.height - 1) * w;
    for (int r = 0; r < runs[y].length; r += 2) {
      for (int x = runs[y][r]; x < runs[y][r + 1]; x++) {
        int x0 = x / 2;
        int x1 = Math.clamp(x0 + ((x & 1) == 0 ? -1 : 1), 0, w - 1);
        e[y * width + x] +=
            0.5625f * c[near + x0] + 0.1875f * (c[near + x1] + c[far + x0]) + 0.0625f * c[far + x1];
      }
    }
  }
}
