package uncrop.geometry;

/**
 * A rectangle of pixels: left and top edge (may be negative), width and height (at least 0). No
 * edge lies beyond what an int holds.
 */
public record Rect(int x, int y, int width, int height) {
  public Rect {
    if (width < 0 || height < 0) {
      throw new IllegalArgumentException("rectangle " + width + "x" + height + " is negative");
    }
    if ((long) x + width > Integer.MAX_VALUE || (long) y + height > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "rectangle " + width + "x" + height + " at " + x + "," + y + " overflows");
    }
  }

  /** First column to the right of the rectangle. */
  public int right() {
    return x + width;
  }

  /** First row below the rectangle. */
  public int bottom() {
    return y + height;
  }

  public boolean isEmpty() {
    return width == 0 || height == 0;
  }

  public boolean contains(int px, int py) {
    return px >= x && py >= y && px < right() && py < bottom();
  }

  public Rect intersect(Rect other) {
    int left = Math.max(x, other.x);
    int top = Math.max(y, other.y);
    int w = Math.max(0, Math.min(right(), other.right()) - left);
    int h = Math.max(0, Math.min(bottom(), other.bottom()) - top);
    return new Rect(left, top, w, h);
  }
}
