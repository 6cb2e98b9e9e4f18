package uncrop.geometry;

import uncrop.fault.BadInput;

/**
 * How large a canvas may be.
 *
 * @param maxCanvasPixels width times height, 1 to 2147483639 (the longest array of a JVM)
 */
public record Limits(long maxCanvasPixels) {
  /** 100 megapixels. */
  public static final Limits DEFAULT = new Limits(100_000_000);

  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8L;

  public Limits {
    if (maxCanvasPixels < 1 || maxCanvasPixels > LONGEST_ARRAY) {
      throw new IllegalArgumentException("limit of " + maxCanvasPixels + " pixels");
    }
  }

  /**
   * @throws BadInput if the canvas has more pixels than allowed
   */
  public void check(Placement placement) {
    Size canvas = placement.canvas();
    if (canvas.area() > maxCanvasPixels) {
      throw new BadInput(
          "canvas",
          canvas,
          "has %d pixels, at most %d are allowed; ask for a smaller canvas or raise the limit"
              .formatted(canvas.area(), maxCanvasPixels));
    }
  }
}
