package uncrop.exemplar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import uncrop.engine.PaintListener;
import uncrop.exemplar.Candidates.Candidate;
import uncrop.geometry.Rect;

/**
 * Decides, at a coarse scale, which part of the canvas is continued with which part of the picture.
 */
final class Layout {
  /*
   * How and why: first what lies beside the picture, then what lies above and below it and the corners, which may copy
   * from what was laid beside. A copy of a copy is then resolved to a copy of the source, so that in the end every pixel
   * has a shift into the picture itself. Within a pass the regions (left, right) are independent and solved side by
   * side; each has its own random numbers, so the result does not depend on the threads.
   */
  private static final int PER_TEMPLATE = 4;

  private final Level level;
  private final ShiftTable table;
  private final SplittableRandom random;
  private final short[] field;
  private final int[] unique;

  Layout(Level level, ShiftTable table, SplittableRandom random) {
    this.level = level;
    this.table = table;
    this.random = random;
    this.field = new short[level.pixels().length];
    Arrays.fill(field, (short) -1);
    this.unique = Uniqueness.costs(level, random.split());
  }

  /** Shift numbers by pixel of the level, -1 where the picture is known. */
  short[] solve(PaintListener listener) {
    boolean[] beside = new boolean[field.length];
    boolean[] rest = new boolean[field.length];
    Rect bounds = level.bounds();
    for (int p = 0; p < field.length; p++) {
      if (level.known()[p] == Level.UNKNOWN) {
        int y = p / level.width();
        boolean inRows = y >= bounds.y() && y < bounds.bottom();
        beside[p] = inRows;
        rest[p] = !inRows;
      }
    }
    Level work =
        new Level(level.width(), level.height(), level.pixels().clone(), level.known().clone());
    lay(work, beside, listener, 0.1, 0.4);
    paint(work, beside);
    lay(work, rest, listener, 0.5, 0.5);
    resolve(rest);
    return field;
  }

  private void lay(
      Level work, boolean[] target, PaintListener listener, double from, double share) {
    List<Region> regions = Region.of(target, level.width());
    if (regions.isEmpty()) {
      return;
    }
    Place place = new Place(work.bounds(), work.height());
    List<Candidate> candidates =
        new Candidates(work, place, PER_TEMPLATE).find(Template.along(work, target));
    Map<Integer, List<Candidate>> byShift = new LinkedHashMap<>();
    for (Candidate c : candidates) {
      byShift.computeIfAbsent(table.number(c.shift()), k -> new ArrayList<>()).add(c);
    }
    int[] mirrors = mirrors(place.source()).stream().mapToInt(table::number).toArray();
    BitSet lastResort = new BitSet();
    for (int mirror : mirrors) {
      lastResort.set(mirror);
    }
    BorderCost border = new BorderCost(work, table);
    int[] worth = new Taste(place.source(), random.split()).addedTo(unique, work.width());
    List<RegionLayout> layouts = new ArrayList<>();
    for (Region region : regions) {
      LayoutCost cost =
          new LayoutCost(work, table, place, worth, field, region.pixels(), border, lastResort);
      RegionLayout layout =
          new RegionLayout(work, table, field, region.pixels(), cost, random.split());
      layout.start(mirrors, byShift);
      layouts.add(layout);
    }
    for (int cycle = 0; cycle < RegionLayout.CYCLES; cycle++) {
      listener.progress("layout", from + share * cycle / RegionLayout.CYCLES);
      if (cycle == 1) {
        layouts.forEach(RegionLayout::vary);
      }
      layouts.parallelStream().forEach(RegionLayout::cycle);
    }
  }

  /** Reflections at the four borders and the four corners. */
  private static List<Shift> mirrors(Rect b) {
    int left = 2 * b.x() - 1;
    int right = 2 * b.right() - 1;
    int top = 2 * b.y() - 1;
    int bottom = 2 * b.bottom() - 1;
    return List.of(
        new Shift(true, false, left, 0),
        new Shift(true, false, right, 0),
        new Shift(false, true, 0, top),
        new Shift(false, true, 0, bottom),
        new Shift(true, true, left, top),
        new Shift(true, true, left, bottom),
        new Shift(true, true, right, top),
        new Shift(true, true, right, bottom));
  }

  private void paint(Level work, boolean[] target) {
    for (int p = 0; p < target.length; p++) {
      if (!target[p]) {
        continue;
      }
      int from = table.source(field[p], p % level.width(), p / level.width(), level);
      if (from >= 0) {
        work.pixels()[p] = level.pixels()[from];
        work.known()[p] = Level.SOURCE;
        unique[p] = unique[from];
      }
    }
  }

  /** Replaces copies of copies by copies. */
  private void resolve(boolean[] target) {
    for (int p = 0; p < target.length; p++) {
      if (!target[p]) {
        continue;
      }
      int sx = table.sourceX(field[p], p % level.width());
      int sy = table.sourceY(field[p], p / level.width());
      if (sx >= 0 && sy >= 0 && sx < level.width() && sy < level.height()) {
        int through = field[sy * level.width() + sx];
        if (through >= 0) {
          field[p] = (short) table.number(table.get(field[p]).then(table.get(through)));
        }
      }
    }
  }
}
