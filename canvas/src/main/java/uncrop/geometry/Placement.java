package uncrop.geometry;

/**
 * Where the source lies: the canvas, and the rectangle of the whole source in canvas coordinates.
 * The rectangle may stick out of the canvas (that part is cropped) and may differ in size from the
 * source (then the source is resampled to it).
 */
public record Placement(Size canvas, Rect source) {

  /** The part of the source that is seen: the rectangle cut to the canvas. */
  public Rect visible() {
    return source.intersect(new Rect(0, 0, canvas.width(), canvas.height()));
  }
}
