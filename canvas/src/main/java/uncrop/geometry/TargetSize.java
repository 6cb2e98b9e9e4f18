package uncrop.geometry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uncrop.fault.BadInput;

/** A canvas of exactly that size; where it is smaller than the source, the source is cropped. */
public record TargetSize(Size canvas, Anchor anchor) implements Extension {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,10})\\s*[xX×]\\s*(\\d{1,10})");

  /**
   * Reads {@code 1920x1080}.
   *
   * @throws BadInput for anything else, under the name of the field
   */
  public static TargetSize parse(String field, String text, Anchor anchor) {
    Matcher size = TEXT.matcher(text.strip());
    if (!size.matches()) {
      throw new BadInput(field, text, "must be width x height in pixels, such as 1920x1080");
    }
    int width = PixelCount.fit(field, text, Long.parseLong(size.group(1)));
    int height = PixelCount.fit(field, text, Long.parseLong(size.group(2)));
    if (width == 0 || height == 0) {
      throw new BadInput(field, text, "must be at least 1x1");
    }
    return new TargetSize(new Size(width, height), anchor);
  }

  @Override
  public Placement place(Size source) {
    return Placed.touching(
        canvas,
        source,
        anchor.x(canvas.width(), source.width()),
        anchor.y(canvas.height(), source.height()));
  }

  @Override
  public String field() {
    return "size";
  }

  @Override
  public String toString() {
    return canvas.toString();
  }
}
