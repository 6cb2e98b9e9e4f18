package uncrop.exemplar;

import java.util.Arrays;

/**
 * Alpha expansion: every one of a set of pixels either keeps its shift or takes a given one,
 * whichever together costs least (Boykov, Veksler, Zabih 2001).
 */
final class Expansion {
  /*
   * How and why: two neighbours with different shifts meet in a seam. It costs what the eye would see there: how
   * much the two shifts disagree about both pixels (Kwatra et al. 2003). That cost is close to a metric, so the best
   * expansion is a minimum cut. Pixels outside the set, and known pixels, stay as they are: seams with the former
   * become costs of their neighbour alone; nearness to the latter is in the cost of a pixel by itself.
   */

  /** What a pixel costs by itself under a shift; {@link #IMPOSSIBLE} if the shift leads nowhere. */
  interface PixelCost {
    int of(int pixel, int x, int y, int shift);
  }

  static final int IMPOSSIBLE = 1 << 20;

  /** What a seam costs per pixel where one of the two shifts has nothing to compare. */
  static final int UNSEEN = 2000;

  private final Level level;
  private final ShiftTable table;
  private final PixelCost cost;
  private final int weight;
  private final short[] field;
  private final int[] node;
  private final int[] kept;
  private final MaxFlow flow = new MaxFlow();

  /**
   * @param weight what seams count for against the costs of single pixels
   * @param field shift numbers by pixel, changed in place; -1 where nothing is painted
   */
  Expansion(Level level, ShiftTable table, PixelCost cost, int weight, short[] field) {
    this.level = level;
    this.table = table;
    this.cost = cost;
    this.weight = weight;
    this.field = field;
    this.node = new int[field.length];
    Arrays.fill(node, -1);
    this.kept = new int[field.length];
    forgetCosts();
  }

  /**
   * To be called when what a pixel costs has changed; until then the costs of kept shifts are
   * remembered.
   */
  void forgetCosts() {
    Arrays.fill(kept, -1);
  }

  /** Offers shift {@code alpha} to the first {@code n} of the pixels; returns how many took it. */
  int offer(int alpha, int[] pixels, int n) {
    int width = level.width();
    flow.reset(n);
    for (int i = 0; i < n; i++) {
      node[pixels[i]] = i;
    }
    for (int i = 0; i < n; i++) {
      int p = pixels[i];
      int x = p % width;
      int y = p / width;
      // Staying on the source's side keeps the old shift, the sink's side takes alpha.
      if (kept[p] < 0) {
        kept[p] = cost.of(p, x, y, field[p]);
      }
      flow.terminal(i, field[p] == alpha ? kept[p] : cost.of(p, x, y, alpha), kept[p]);
      if (x > 0 && node[p - 1] < 0) {
        meetFixed(i, p, x, y, p - 1, x - 1, y, alpha);
      }
      if (y > 0 && node[p - width] < 0) {
        meetFixed(i, p, x, y, p - width, x, y - 1, alpha);
      }
      if (x + 1 < width) {
        meet(i, p, x, y, p + 1, x + 1, y, alpha);
      }
      if (y + 1 < level.height()) {
        meet(i, p, x, y, p + width, x, y + 1, alpha);
      }
    }
    flow.solve();
    int taken = 0;
    for (int i = 0; i < n; i++) {
      int p = pixels[i];
      node[p] = -1;
      if (flow.onSinkSide(i) && field[p] != alpha) {
        field[p] = (short) alpha;
        kept[p] = -1;
        taken++;
      }
    }
    return taken;
  }

  private void meetFixed(int i, int p, int x, int y, int q, int qx, int qy, int alpha) {
    int fixed = field[q];
    if (fixed >= 0) {
      flow.terminal(i, seam(x, y, qx, qy, alpha, fixed), seam(x, y, qx, qy, field[p], fixed));
    }
  }

  private void meet(int i, int p, int x, int y, int q, int qx, int qy, int alpha) {
    int j = node[q];
    if (j < 0) {
      meetFixed(i, p, x, y, q, qx, qy, alpha);
      return;
    }
    int a = field[p];
    int b = field[q];
    int keepBoth = seam(x, y, qx, qy, a, b);
    int takeFirst = seam(x, y, qx, qy, alpha, b);
    int takeSecond = a == b ? takeFirst : seam(x, y, qx, qy, a, alpha);
    // The four cases taken apart as in Kolmogorov and Zabih 2004; max because the cost is not quite
    // a metric.
    flow.terminal(i, 0, takeSecond);
    flow.terminal(j, takeSecond - keepBoth, 0);
    flow.edge(j, i, Math.max(0, takeFirst + takeSecond - keepBoth), 0);
  }

  /** What the eye sees where a pixel of shift a meets its neighbour of shift b. */
  private int seam(int x, int y, int qx, int qy, int a, int b) {
    return a == b ? 0 : weight * (disagreement(x, y, a, b) + disagreement(qx, qy, a, b));
  }

  private int disagreement(int x, int y, int a, int b) {
    return disagreement(level, table, x, y, a, b);
  }

  /** How visibly two shifts differ in what they would paint at (x, y). */
  static int disagreement(Level level, ShiftTable table, int x, int y, int a, int b) {
    int from = table.source(a, x, y, level);
    int other = table.source(b, x, y, level);
    return from < 0 || other < 0
        ? UNSEEN
        : Level.visible(level.pixels()[from], level.pixels()[other]);
  }
}
