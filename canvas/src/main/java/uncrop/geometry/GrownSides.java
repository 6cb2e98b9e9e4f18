package uncrop.geometry;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Named sides grow by three tenths of the source, rounded down; then the axis that is too short for
 * the ratio of {@code canvas} grows further, on its named sides alike, or on both where none of it
 * is named; and the whole is scaled to {@code canvas}. Nothing is cropped or stretched.
 *
 * <p>Source: Fooocus' outpainting, which grows each selected side by {@code trunc(0.3 * side)} of
 * the original, and Segmind's focus-outpaint, which delivers that in given sizes.
 *
 * @param sides those that grow; when there are none, only the ratio makes the canvas larger
 */
public record GrownSides(Set<Side> sides, Size canvas) implements Extension {
  /*
   * Only the end result is rounded: the source's width and height to the nearest pixel, each on its
   * own, which is all the stretching there is (half a pixel). What the target has beyond that is
   * shared out in the ratio of the two growths, so that a side that does not grow touches the edge.
   * Products fit a long: 1.6 times an int, times an int.
   */
  private static final long TENTHS = 3;

  public GrownSides {
    sides = Set.copyOf(sides);
  }

  @Override
  public Placement place(Size source) {
    Growth across = growth(Side.LEFT, Side.RIGHT, source.width());
    Growth down = growth(Side.TOP, Side.BOTTOM, source.height());
    long width = source.width() + (long) (across.near + across.far);
    long height = source.height() + (long) (down.near + down.far);
    long surplus = width * canvas.height() - height * canvas.width();
    Span columns;
    Span rows;
    if (surplus >= 0) {
      Growth further = down.plus((double) surplus / canvas.width());
      columns = across.lay(source.width(), canvas.width(), canvas.width(), width);
      rows = further.lay(source.height(), canvas.height(), canvas.width(), width);
    } else {
      Growth further = across.plus((double) -surplus / canvas.height());
      columns = further.lay(source.width(), canvas.width(), canvas.height(), height);
      rows = down.lay(source.height(), canvas.height(), canvas.height(), height);
    }
    return new Placement(canvas, new Rect(columns.start, rows.start, columns.length, rows.length));
  }

  private Growth growth(Side near, Side far, int length) {
    boolean growsNear = sides.contains(near);
    boolean growsFar = sides.contains(far);
    long growth = TENTHS * length / 10;
    return new Growth(
        growsNear ? growth : 0,
        growsFar ? growth : 0,
        growsNear == growsFar ? 0.5 : growsNear ? 1 : 0);
  }

  @Override
  public String field() {
    return "sides";
  }

  @Override
  public String toString() {
    String names =
        sides.stream()
            .sorted()
            .map(side -> side.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return (names.isEmpty() ? "none" : names) + " to " + canvas;
  }

  /**
   * How far one axis grows before and behind the source, in source pixels.
   *
   * @param nearShare of all further growth, 0 to 1
   */
  private record Growth(double near, double far, double nearShare) {

    Growth plus(double further) {
      return new Growth(near + further * nearShare, far + further * (1 - nearShare), nearShare);
    }

    /** Lays the source, scaled by a fraction, on so many target pixels. */
    Span lay(int source, int target, long numerator, long denominator) {
      int length = (int) Math.clamp(nearest(source * numerator, denominator), 1L, target);
      int free = target - length;
      double grown = near + far;
      return new Span(grown == 0 ? 0 : (int) Math.round(free * (near / grown)), length);
    }

    private static long nearest(long numerator, long denominator) {
      long whole = numerator / denominator;
      long rest = numerator % denominator;
      return rest >= denominator - rest ? whole + 1 : whole;
    }
  }

  private record Span(int start, int length) {}
}
