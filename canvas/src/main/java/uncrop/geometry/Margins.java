package uncrop.geometry;

import uncrop.fault.BadInput;

/**
 * So much more on each side; negative margins crop. Left and right are percent of the source's
 * width, top and bottom of its height, and each is rounded on its own.
 */
public record Margins(Length left, Length right, Length top, Length bottom) implements Extension {

  public static Margins px(int left, int right, int top, int bottom) {
    return new Margins(Length.px(left), Length.px(right), Length.px(top), Length.px(bottom));
  }

  @Override
  public Placement place(Size source) {
    int leftPx = left.of("left", source.width());
    int rightPx = right.of("right", source.width());
    int topPx = top.of("top", source.height());
    int bottomPx = bottom.of("bottom", source.height());
    requireRest("left", left, leftPx, "right", right, rightPx, source.width());
    requireRest("top", top, topPx, "bottom", bottom, bottomPx, source.height());
    Size canvas =
        new Size(
            PixelCount.fit(field(), this, (long) source.width() + leftPx + rightPx),
            PixelCount.fit(field(), this, (long) source.height() + topPx + bottomPx));
    PixelCount.fit("left", left, (long) leftPx + source.width());
    PixelCount.fit("top", top, (long) topPx + source.height());
    return new Placement(canvas, new Rect(leftPx, topPx, source.width(), source.height()));
  }

  private static void requireRest(
      String nearField, Length near, int nearPx, String farField, Length far, int farPx, int side) {
    long cropped = -(Math.min(0L, nearPx) + Math.min(0L, farPx));
    if (cropped >= side) {
      boolean nearCropsMore = nearPx <= farPx;
      throw new BadInput(
          nearCropsMore ? nearField : farField,
          nearCropsMore ? near : far,
          "crops the whole source, which has " + side + " pixels there; crop less");
    }
  }

  @Override
  public String field() {
    return "margins";
  }

  @Override
  public String toString() {
    return "left " + left + ", right " + right + ", top " + top + ", bottom " + bottom;
  }
}
