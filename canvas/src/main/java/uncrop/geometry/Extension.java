package uncrop.geometry;

/**
 * How the canvas is derived from the source: the ways in which people say it. A distance of 0 is 0.
 */
public sealed interface Extension
    permits Margins, TargetSize, TargetAspect, ZoomOut, Placed, GrownSides, Overpainted {

  /**
   * The canvas, and the source on it.
   *
   * @throws uncrop.fault.BadInput if no pixel of the source would be left, or no int holds the
   *     canvas
   */
  Placement place(Size source);

  /** The name under which errors speak of the whole extension. */
  String field();
}
