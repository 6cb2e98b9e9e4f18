package uncrop.exemplar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import uncrop.exemplar.Candidates.Candidate;
import uncrop.geometry.Rect;

/**
 * The layout of one region: starts from a reflection and lets better shifts take over, cycle by
 * cycle.
 */
final class RegionLayout {
  static final int CYCLES = 3;

  private static final int SEAM = 3;
  private static final int VARIED = 16;
  private static final int VARIATION_MARGIN = 12;

  private final Level level;
  private final ShiftTable table;
  private final short[] field;
  private final int[] region;
  private final LayoutCost cost;
  private final SplittableRandom random;
  private final Expansion expansion;
  private final List<Offer> offers = new ArrayList<>();

  private record Offer(int shift, int[] pixels) {}

  RegionLayout(
      Level level,
      ShiftTable table,
      short[] field,
      int[] region,
      LayoutCost cost,
      SplittableRandom random) {
    this.level = level;
    this.table = table;
    this.field = field;
    this.region = region;
    this.cost = cost;
    this.random = random;
    this.expansion = new Expansion(level, table, cost, SEAM, field);
  }

  /** Fills the region with reflections and takes note of what to offer. */
  void start(int[] mirrors, Map<Integer, List<Candidate>> candidates) {
    int w = level.width();
    for (int p : region) {
      field[p] = (short) mirrors[0];
      for (int mirror : mirrors) {
        if (table.source(mirror, p % w, p / w, level) >= 0) {
          field[p] = (short) mirror;
          break;
        }
      }
    }
    for (int mirror : mirrors) {
      add(mirror, List.of(new Rect(0, 0, w, level.height())));
    }
    int least = Math.max(w, level.height()) / 4;
    candidates.forEach(
        (number, found) -> add(number, found.stream().map(c -> c.square(least)).toList()));
  }

  /** Offers a shift to the region's pixels within any of the windows that it has a source for. */
  private void add(int number, List<Rect> windows) {
    int w = level.width();
    int[] pixels = new int[region.length];
    int n = 0;
    for (int p : region) {
      int x = p % w;
      int y = p / w;
      if (table.source(number, x, y, level) >= 0
          && windows.stream().anyMatch(r -> r.contains(x, y))) {
        pixels[n++] = p;
      }
    }
    if (n > 0) {
      offers.add(new Offer(number, Arrays.copyOf(pixels, n)));
    }
  }

  /**
   * Also offers small variations of the shifts that cover most: a pixel to each side, and none up
   * or down, because a border matches best where its texture does and not always where its horizon
   * does. Not thread-safe: adds shifts to the table.
   */
  void vary() {
    TreeMap<Integer, Extent> extents = new TreeMap<>();
    for (int p : region) {
      extents
          .computeIfAbsent((int) field[p], k -> new Extent())
          .add(p % level.width(), p / level.width());
    }
    extents.entrySet().stream()
        .sorted(Comparator.comparingInt(e -> -e.getValue().pixels))
        .limit(VARIED)
        .toList()
        .forEach(e -> vary(table.get(e.getKey()), e.getValue().window()));
  }

  /** How many pixels a shift covers, and within which bounds. */
  private static final class Extent {
    int pixels;
    private int left = Integer.MAX_VALUE;
    private int right;
    private int top = Integer.MAX_VALUE;
    private int bottom;

    void add(int x, int y) {
      pixels++;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }

    Rect window() {
      return new Rect(
          left - VARIATION_MARGIN,
          top - VARIATION_MARGIN,
          right - left + 2 * VARIATION_MARGIN,
          bottom - top + 2 * VARIATION_MARGIN);
    }
  }

  private void vary(Shift s, Rect window) {
    Set<Shift> variations = new LinkedHashSet<>();
    if (!s.flipY()) {
      variations.add(new Shift(s.flipX(), false, s.tx(), 0));
      variations.add(new Shift(s.flipX(), false, s.tx(), s.ty() / 2));
    }
    for (int d = -1; d <= 1; d += 2) {
      variations.add(s.moved(d, 0));
      variations.add(s.moved(0, d));
    }
    variations.remove(s);
    for (Shift variation : variations) {
      add(table.number(variation), List.of(window));
    }
  }

  /** Makes every offer once, in an order of chance, and drops those that nobody took. */
  void cycle() {
    for (int i = offers.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Offer offer = offers.get(i);
      offers.set(i, offers.get(j));
      offers.set(j, offer);
    }
    // What nobody took when everything was open is hardly taken later.
    offers.removeIf(
        offer -> expansion.offer(offer.shift(), offer.pixels(), offer.pixels().length) == 0);
    cost.countUse();
    expansion.forgetCosts();
  }
}
