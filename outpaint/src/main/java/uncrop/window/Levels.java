package uncrop.window;

import java.util.ArrayList;
import java.util.List;
import uncrop.geometry.Size;

/** In which sizes a part of a canvas is painted, one after the other, from coarse to fine. */
final class Levels {
  /*
   * A model composes well only in pictures of about its own size, and paints fine detail only in
   * pictures of the canvas' own resolution. So the part is first painted whole, scaled to the
   * model's size; each next level starts from the one before, scaled up, and only refines it. The
   * factor between two levels is what a refinement can make sharp again.
   *
   * A little enlargement at the end does not show: then there is one level alone. A small part is
   * worked on larger, up to four times, as Fooocus does.
   */
  private static final double AS_GOOD_AS_NATIVE = 0.8;
  private static final double LARGEST_FACTOR = 2.5;
  private static final double MOST_ENLARGED = 4;

  /** Models that see less than half their side see too little across a long strip. */
  private static final double SHORTEST = 0.5;

  private Levels() {}

  /**
   * @param part of the canvas, in pixels
   * @param side of a square with as many pixels as the model likes
   * @param multiple of both sides of a first level that fits into one window
   * @return one size at least; the last is that of the part itself, unless that is the first too
   */
  static List<Size> of(Size part, int side, int multiple) {
    double whole = side / Math.sqrt(part.area());
    double strip = SHORTEST * side / Math.min(part.width(), part.height());
    double scale = Math.clamp(Math.max(whole, strip), 0, MOST_ENLARGED);
    if (scale >= AS_GOOD_AS_NATIVE) {
      boolean fits = whole >= scale || whole >= MOST_ENLARGED;
      return List.of(fits ? rounded(part, scale, multiple) : scaled(part, scale));
    }
    int finer = (int) Math.ceil(Math.log(1 / scale) / Math.log(LARGEST_FACTOR));
    List<Size> sizes = new ArrayList<>();
    sizes.add(whole >= scale ? rounded(part, scale, multiple) : scaled(part, scale));
    for (int level = 1; level < finer; level++) {
      sizes.add(scaled(part, Math.pow(scale, (double) (finer - level) / finer)));
    }
    sizes.add(part);
    return sizes;
  }

  private static Size rounded(Size part, double scale, int multiple) {
    return new Size(
        multiple(part.width() * scale, multiple), multiple(part.height() * scale, multiple));
  }

  private static int multiple(double pixels, int multiple) {
    return Math.max(1, (int) Math.rint(pixels / multiple)) * multiple;
  }

  private static Size scaled(Size part, double scale) {
    return new Size(
        Math.max(1, (int) Math.rint(part.width() * scale)),
        Math.max(1, (int) Math.rint(part.height() * scale)));
  }
}
