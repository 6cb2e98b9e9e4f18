package uncrop.geometry;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uncrop.fault.BadInput;

/**
 * The smallest canvas of a ratio that holds the whole source.
 *
 * <p>One side of that canvas is the source's own, so that only one axis grows. The other is rounded
 * to the nearest pixel: it has the exact ratio whenever whole pixels can, and is off by at most
 * half a pixel otherwise. (An exact ratio at any price would grow both axes, by up to a whole width
 * and height for a ratio such as 1001:999.)
 *
 * <p>With an anchor {@code x,y} the canvas holds the source and the pixels left of it and above it.
 */
public record TargetAspect(int width, int height, Anchor anchor) implements Extension {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,5}(?:\\.\\d{1,4})?)\\s*:\\s*(\\d{1,5}(?:\\.\\d{1,4})?)");

  /**
   * @throws BadInput if a term of the ratio is below 1
   */
  public TargetAspect {
    if (width < 1 || height < 1) {
      throw new BadInput("aspect", width + ":" + height, "must be two numbers above 0");
    }
  }

  /**
   * Reads {@code 16:9} or {@code 2.35:1}.
   *
   * @throws BadInput for anything else, under the name of the field
   */
  public static TargetAspect parse(String field, String text, Anchor anchor) {
    Matcher ratio = TEXT.matcher(text.strip());
    if (!ratio.matches()) {
      throw new BadInput(field, text, "must be width:height, such as 16:9 or 2.35:1");
    }
    BigInteger width = tenThousandths(ratio.group(1));
    BigInteger height = tenThousandths(ratio.group(2));
    if (width.signum() == 0 || height.signum() == 0) {
      throw new BadInput(field, text, "must be two numbers above 0");
    }
    BigInteger common = width.gcd(height);
    return new TargetAspect(
        width.divide(common).intValueExact(), height.divide(common).intValueExact(), anchor);
  }

  private static BigInteger tenThousandths(String decimal) {
    return new BigDecimal(decimal).movePointRight(4).toBigIntegerExact();
  }

  @Override
  public Placement place(Size source) {
    int spareLeft = 0;
    int spareAbove = 0;
    if (anchor instanceof Anchor.At at) {
      if (at.x() < 0 || at.y() < 0) {
        throw new BadInput(
            "anchor", at, "must not be negative: an aspect ratio keeps the whole source");
      }
      spareLeft = at.x();
      spareAbove = at.y();
    }
    Size canvas = smallest((long) spareLeft + source.width(), (long) spareAbove + source.height());
    return Placed.touching(
        canvas,
        source,
        anchor.x(canvas.width(), source.width()),
        anchor.y(canvas.height(), source.height()));
  }

  private Size smallest(long leastWidth, long leastHeight) {
    boolean tooWide = leastWidth * height >= leastHeight * width;
    long canvasWidth = tooWide ? leastWidth : nearest(leastHeight, width, height);
    long canvasHeight = tooWide ? nearest(leastWidth, height, width) : leastHeight;
    return new Size(
        PixelCount.fit(field(), this, canvasWidth), PixelCount.fit(field(), this, canvasHeight));
  }

  /** {@code side * numerator / denominator} to the nearest, halves up; all are positive ints. */
  private static long nearest(long side, int numerator, int denominator) {
    return (2 * side * numerator + denominator) / (2L * denominator);
  }

  @Override
  public String field() {
    return "aspect";
  }

  @Override
  public String toString() {
    return width + ":" + height;
  }
}
