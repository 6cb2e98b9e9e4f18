package uncrop.geometry;

import uncrop.fault.BadInput;

/**
 * Another extension, of whose source so many pixels are painted anew along every side where the
 * canvas goes on. That is no blending: nothing of them is left.
 *
 * @param pixels of the canvas, 0 or more
 */
public record Overpainted(Extension extension, int pixels) implements Extension {
  private static final String PIXELS = "overpaint";

  /**
   * @throws BadInput if the number is negative
   */
  public Overpainted {
    if (pixels < 0) {
      throw new BadInput(PIXELS, pixels, "must be at least 0");
    }
  }

  @Override
  public Placement place(Size source) {
    Placement whole = extension.place(source);
    Placement placement = new Placement(whole.canvas(), whole.source(), pixels);
    if (placement.kept().isEmpty()) {
      throw new BadInput(
          PIXELS,
          pixels,
          "leaves nothing of the source, which has %dx%d pixels on the canvas; ask for fewer"
              .formatted(placement.visible().width(), placement.visible().height()));
    }
    return placement;
  }

  @Override
  public String field() {
    return extension.field();
  }

  @Override
  public String toString() {
    return extension + ", painted over by " + pixels;
  }
}
