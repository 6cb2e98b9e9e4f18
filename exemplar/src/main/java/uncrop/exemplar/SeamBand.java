package uncrop.exemplar;

import java.util.Arrays;

/**
 * Lets the pixels near a seam, or near the border of the picture, choose again among the pieces
 * around them.
 */
final class SeamBand {
  private static final int REACH = 3;
  private static final int CYCLES = 2;

  private final Level level;
  private final ShiftTable table;
  private final BorderCost border;
  private final short[] field;
  private final Expansion expansion;
  private final int[] mark;
  private int stamp;
  private int[] band = new int[1024];
  private int bandCount;

  SeamBand(Level level, ShiftTable table, BorderCost border, short[] field) {
    this.level = level;
    this.table = table;
    this.border = border;
    this.field = field;
    this.expansion = new Expansion(level, table, this::cost, 1, field);
    this.mark = new int[field.length];
  }

  private int cost(int p, int x, int y, int number) {
    return table.source(number, x, y, level) < 0
        ? Expansion.IMPOSSIBLE
        : border.of(p, x, y, number);
  }

  void cut() {
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      int taken = 0;
      int[][] seams = seamsByShift();
      for (int number = 0; number < seams.length; number++) {
        if (seams[number].length > 0) {
          gather(seams[number]);
          taken += expansion.offer(number, band, bandCount);
        }
      }
      if (taken == 0) {
        return;
      }
    }
  }

  /** For every shift, the pixels where it, or a neighbour of it, ends. */
  private int[][] seamsByShift() {
    int[] count = new int[table.size()];
    forEachSeam((number, p) -> count[number]++);
    int[][] out = new int[table.size()][];
    for (int number = 0; number < out.length; number++) {
      out[number] = new int[count[number]];
    }
    Arrays.fill(count, 0);
    forEachSeam((number, p) -> out[number][count[number]++] = p);
    return out;
  }

  private interface SeamPixel {
    void at(int number, int pixel);
  }

  private void forEachSeam(SeamPixel seam) {
    int w = level.width();
    int h = level.height();
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int p = y * w + x;
        int own = field[p];
        if (own < 0) {
          continue;
        }
        int right = x + 1 < w ? field[p + 1] : -1;
        int below = y + 1 < h ? field[p + w] : -1;
        boolean differs = right >= 0 && right != own;
        boolean differsBelow = below >= 0 && below != own;
        if (differs) {
          seam.at(right, p);
        }
        if (differsBelow && below != right) {
          seam.at(below, p);
        }
        if (differs || differsBelow) {
          seam.at(own, p);
        }
      }
    }
  }

  private void gather(int[] seam) {
    int w = level.width();
    stamp++;
    bandCount = 0;
    for (int p : seam) {
      int x = p % w;
      int y = p / w;
      int x1 = Math.min(w - 1, x + REACH);
      int y1 = Math.min(level.height() - 1, y + REACH);
      for (int qy = Math.max(0, y - REACH); qy <= y1; qy++) {
        for (int q = qy * w + Math.max(0, x - REACH); q <= qy * w + x1; q++) {
          if (field[q] >= 0 && mark[q] != stamp) {
            mark[q] = stamp;
            if (bandCount == band.length) {
              band = Arrays.copyOf(band, 2 * bandCount);
            }
            band[bandCount++] = q;
          }
        }
      }
    }
  }
}
