package uncrop.exemplar;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What a pixel of a region costs under a shift, by itself: how well the shift continues the border,
 * how far from its place the source is, how noticeable and how often used, and whether it is
 * mirrored.
 */
final class LayoutCost implements Expansion.PixelCost {
  private static final int USED_AGAIN = 12;
  private static final int FLIPPED_X = 5;
  private static final int FLIPPED_GROUND = 50;
  private static final int FLIPPED_SKY = 30;
  private static final int FLIPPED_CONTRAST = 3;
  private static final int AT_BORDER = 45;

  private final Level level;
  private final ShiftTable table;
  private final Place place;
  private final int[] worth;
  private final short[] field;
  private final int[] region;
  private final BorderCost border;
  private final BitSet mirrors;
  private final Map<Integer, int[]> borderCosts = new HashMap<>();
  private final int[] borderIndex;
  private final int borderPixels;
  private final int[] used;

  /**
   * @param worth cost of each source pixel as such
   * @param mirrors the reflections at the border, by number: the last resort
   */
  LayoutCost(
      Level level,
      ShiftTable table,
      Place place,
      int[] worth,
      short[] field,
      int[] region,
      BorderCost border,
      BitSet mirrors) {
    this.level = level;
    this.table = table;
    this.place = place;
    this.worth = worth;
    this.field = field;
    this.region = region;
    this.border = border;
    this.mirrors = mirrors;
    this.used = new int[field.length];
    this.borderIndex = new int[field.length];
    int n = 0;
    for (int p : region) {
      borderIndex[p] = border.isNear(p) ? n++ : -1;
    }
    this.borderPixels = n;
  }

  @Override
  public int of(int p, int x, int y, int number) {
    int sx = table.sourceX(number, x);
    int sy = table.sourceY(number, y);
    int from = level.source(sx, sy);
    if (from < 0) {
      return Expansion.IMPOSSIBLE;
    }
    Shift shift = table.get(number);
    int again = Math.max(0, used[from] - (field[p] == number ? 1 : 0));
    return borderCost(p, x, y, number)
        + place.cost(x, y, sx, sy)
        + worth[from]
        + USED_AGAIN * again
        + (shift.flipX() ? FLIPPED_X : 0)
        + (shift.flipY() ? upsideDown(y, from) : 0)
        + (mirrors.get(number) ? AT_BORDER : 0);
  }

  /**
   * Ground may stand on its head and even sky may, but nothing with structure hangs from the sky.
   */
  private int upsideDown(int y, int from) {
    int contrast = level.pixels()[from] >>> 24;
    return y < place.source().y() ? FLIPPED_SKY + FLIPPED_CONTRAST * contrast : FLIPPED_GROUND;
  }

  private int borderCost(int p, int x, int y, int number) {
    int index = borderIndex[p];
    if (index < 0) {
      return 0;
    }
    int[] costs = borderCosts.computeIfAbsent(number, k -> new int[borderPixels]);
    if (costs[index] == 0) {
      costs[index] = 1 + border.of(p, x, y, number);
    }
    return costs[index] - 1;
  }

  /** Counts how often each source pixel is copied: what was used once should not be used again. */
  void countUse() {
    Arrays.fill(used, 0);
    for (int p : region) {
      int from = table.source(field[p], p % level.width(), p / level.width(), level);
      if (from >= 0) {
        used[from]++;
      }
    }
  }
}
