package uncrop.geometry;

/**
 * Where the source lies: the canvas, and the rectangle of the whole source in canvas coordinates.
 * The rectangle may stick out of the canvas (that part is cropped) and may differ in size from the
 * source (then the source is resampled to it).
 *
 * @param overpaint so many canvas pixels of the source are painted anew along every side where the
 *     canvas goes on
 */
public record Placement(Size canvas, Rect source, int overpaint) {

  /** Keeps all of the source that is on the canvas. */
  public Placement(Size canvas, Rect source) {
    this(canvas, source, 0);
  }

  /** The part of the source that is seen: the rectangle cut to the canvas. */
  public Rect visible() {
    return source.intersect(new Rect(0, 0, canvas.width(), canvas.height()));
  }

  /** The part of it that stays: what is seen, less what is painted anew. May be empty. */
  public Rect kept() {
    Rect visible = visible();
    if (overpaint == 0 || visible.isEmpty()) {
      return visible;
    }
    int left = visible.x() > 0 ? overpaint : 0;
    int top = visible.y() > 0 ? overpaint : 0;
    int right = visible.right() < canvas.width() ? overpaint : 0;
    int bottom = visible.bottom() < canvas.height() ? overpaint : 0;
    return new Rect(
        visible.x() + left,
        visible.y() + top,
        (int) Math.max(0, (long) visible.width() - left - right),
        (int) Math.max(0, (long) visible.height() - top - bottom));
  }
}
