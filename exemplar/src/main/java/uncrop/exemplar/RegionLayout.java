package uncrop.exemplar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import uncrop.exemplar.Candidates.Candidate;

/**
 * The layout of one region: starts from a reflection and lets better shifts take over, cycle by
 * cycle.
 */
final class RegionLayout {
  static final int CYCLES = 3;

  private static final int USED_AGAIN = 12;
  private static final int FLIPPED_X = 5;
  private static final int FLIPPED_Y = 50;
  private static final int MIRROR = 45;
  private static final int WHIM = 2;
  private static final int SEAM = 3;

  private final Level level;
  private final ShiftTable table;
  private final Place place;
  private final int[] unique;
  private final short[] field;
  private final Region region;
  private final int[][] offers;
  private final int[] labels;
  private final int[] penalty;
  private final BorderCost border;
  private final Map<Integer, int[]> borderCosts = new HashMap<>();
  private final int[] borderIndex;
  private final int borderPixels;
  private final int[] used;
  private final Expansion expansion;
  private final SplittableRandom random;

  RegionLayout(
      Level level,
      ShiftTable table,
      Place place,
      int[] unique,
      short[] field,
      Region region,
      Map<Integer, List<Candidate>> candidates,
      int[] mirrors,
      SplittableRandom random) {
    this.level = level;
    this.table = table;
    this.place = place;
    this.unique = unique;
    this.field = field;
    this.region = region;
    this.random = random;
    this.used = new int[field.length];
    this.border = new BorderCost(level, table);
    this.borderIndex = new int[field.length];
    int n = 0;
    for (int p : region.pixels()) {
      borderIndex[p] = border.isNear(p) ? n++ : -1;
    }
    this.borderPixels = n;
    this.penalty = new int[table.size()];
    for (int number = 0; number < penalty.length; number++) {
      Shift s = table.get(number);
      penalty[number] =
          random.nextInt(WHIM) + (s.flipX() ? FLIPPED_X : 0) + (s.flipY() ? FLIPPED_Y : 0);
    }
    List<Integer> numbers = new ArrayList<>();
    List<int[]> pixels = new ArrayList<>();
    for (int mirror : mirrors) {
      penalty[mirror] += MIRROR;
      add(mirror, reachable(mirror, null), numbers, pixels);
    }
    candidates.forEach((number, for_) -> add(number, reachable(number, for_), numbers, pixels));
    this.labels = numbers.stream().mapToInt(Integer::intValue).toArray();
    this.offers = pixels.toArray(int[][]::new);
    this.expansion = new Expansion(level, table, this::cost, SEAM, field);
    start(mirrors);
  }

  private static void add(int number, int[] reachable, List<Integer> numbers, List<int[]> pixels) {
    if (reachable.length > 0) {
      numbers.add(number);
      pixels.add(reachable);
    }
  }

  /** The region's pixels that the shift has a source for, near to what it was found for. */
  private int[] reachable(
      int number, @org.jspecify.annotations.Nullable List<Candidate> candidates) {
    int w = level.width();
    int[] out = new int[region.pixels().length];
    int n = 0;
    for (int p : region.pixels()) {
      int x = p % w;
      int y = p / w;
      if (table.source(number, x, y, level) >= 0
          && (candidates == null || isWithin(x, y, candidates))) {
        out[n++] = p;
      }
    }
    return Arrays.copyOf(out, n);
  }

  private boolean isWithin(int x, int y, List<Candidate> candidates) {
    for (Candidate c : candidates) {
      int reach = Math.max(c.reach(), Math.max(level.width(), level.height()) / 4);
      if (Math.abs(x - c.x()) <= reach && Math.abs(y - c.y()) <= reach) {
        return true;
      }
    }
    return false;
  }

  private void start(int[] mirrors) {
    for (int p : region.pixels()) {
      field[p] = (short) mirrors[0];
      for (int mirror : mirrors) {
        if (table.source(mirror, p % level.width(), p / level.width(), level) >= 0) {
          field[p] = (short) mirror;
          break;
        }
      }
    }
  }

  /** Offers every shift once, in an order of chance. */
  void cycle(int number) {
    if (number > 0) {
      countUse();
    }
    for (int i : order()) {
      expansion.offer(labels[i], offers[i], offers[i].length);
    }
  }

  private int[] order() {
    int[] order = new int[labels.length];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private int cost(int p, int x, int y, int number) {
    int sx = table.sourceX(number, x);
    int sy = table.sourceY(number, y);
    int from = level.source(sx, sy);
    if (from < 0) {
      return Expansion.IMPOSSIBLE;
    }
    int again = Math.max(0, used[from] - (field[p] == number ? 1 : 0));
    return borderCost(p, x, y, number)
        + place.cost(x, y, sx, sy)
        + unique[from]
        + penalty[number]
        + USED_AGAIN * again;
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

  /** How often each source pixel is copied so far: what was used once should not be used again. */
  private void countUse() {
    Arrays.fill(used, 0);
    for (int p : region.pixels()) {
      int from = table.source(field[p], p % level.width(), p / level.width(), level);
      if (from >= 0) {
        used[from]++;
      }
    }
  }
}
