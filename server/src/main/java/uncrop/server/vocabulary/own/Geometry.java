package uncrop.server.vocabulary.own;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import uncrop.fault.BadInput;
import uncrop.geometry.Anchor;
import uncrop.geometry.Extension;
import uncrop.geometry.Length;
import uncrop.geometry.Margins;
import uncrop.geometry.Placed;
import uncrop.geometry.Size;
import uncrop.geometry.TargetAspect;
import uncrop.geometry.TargetSize;
import uncrop.geometry.ZoomOut;
import uncrop.server.wire.Parameters;

/** Reads how the canvas is derived from the picture: one of five ways. */
final class Geometry {
  private static final String MARGINS = "margins";
  private static final String SIZE = "size";
  private static final String ASPECT = "aspect";
  private static final String ZOOM_OUT = "zoomOut";
  private static final String PLACEMENT = "placement";
  private static final String ANCHOR = "anchor";
  private static final List<String> WAYS = List.of(MARGINS, SIZE, ASPECT, ZOOM_OUT, PLACEMENT);

  /** Far beyond any canvas that a server could be set to allow; keeps the sums within an int. */
  private static final long MOST_SIDE = 1_000_000;

  private static final BigDecimal LEAST_SCALE = new BigDecimal("0.001");
  private static final BigDecimal MOST_FACTOR = BigDecimal.valueOf(1000);

  private Geometry() {}

  /**
   * Reads the way that was sent.
   *
   * @param masked whether a mask was sent too; with one, the canvas may stay as it is
   * @throws BadInput unless exactly one way was sent, or when it makes no sense
   */
  static Extension of(Parameters sent, boolean masked) {
    List<String> ways = WAYS.stream().filter(sent::sent).toList();
    if (ways.size() > 1) {
      throw new BadInput(ways.get(1), "beside " + ways.getFirst(), "send one of the two");
    }
    if (ways.isEmpty()) {
      if (masked && !sent.sent(ANCHOR)) {
        return Margins.px(0, 0, 0, 0);
      }
      throw new BadInput(
          MARGINS, "(not sent)", "is required, or one of size, aspect, zoomOut, placement instead");
    }
    String way = ways.getFirst();
    if (sent.sent(ANCHOR) && (way.equals(MARGINS) || way.equals(PLACEMENT))) {
      throw new BadInput(ANCHOR, "beside " + way, "goes with size, aspect or zoomOut only");
    }
    return switch (way) {
      case MARGINS -> margins(sent.within(MARGINS));
      case SIZE -> size(sent.within(SIZE), anchor(sent, ANCHOR));
      case ASPECT ->
          TargetAspect.parse(
              ASPECT, sent.required(ASPECT), anchor(sent, ANCHOR).orElse(Anchor.CENTER));
      case ZOOM_OUT ->
          new ZoomOut(
              sent.number(ZOOM_OUT, BigDecimal.ONE, BigDecimal.ONE, MOST_FACTOR),
              anchor(sent, ANCHOR).orElse(Anchor.CENTER));
      default -> placement(sent.within(PLACEMENT));
    };
  }

  private static Margins margins(Parameters sides) {
    return new Margins(
        side(sides, "margins.left"),
        side(sides, "margins.right"),
        side(sides, "margins.top"),
        side(sides, "margins.bottom"));
  }

  private static Length side(Parameters sides, String name) {
    return sides.literal(name).map(text -> Length.parse(name, text)).orElse(Length.ZERO);
  }

  private static TargetSize size(Parameters size, Optional<Anchor> beside) {
    Optional<Anchor> within = anchor(size, "size.anchor");
    if (within.isPresent() && beside.isPresent()) {
      throw new BadInput(ANCHOR, beside.get(), "send it once, within size or beside it");
    }
    Anchor anchor = within.or(() -> beside).orElse(Anchor.CENTER);
    return new TargetSize(canvas(size, "size.width", "size.height"), anchor);
  }

  private static Placed placement(Parameters placement) {
    return new Placed(
        canvas(placement, "placement.width", "placement.height"),
        (int) placement.integer("placement.x", 0, -MOST_SIDE, MOST_SIDE),
        (int) placement.integer("placement.y", 0, -MOST_SIDE, MOST_SIDE),
        placement.number("placement.scale", BigDecimal.ONE, LEAST_SCALE, MOST_FACTOR));
  }

  private static Size canvas(Parameters sent, String width, String height) {
    return new Size(side(sent, width, MOST_SIDE), side(sent, height, MOST_SIDE));
  }

  private static int side(Parameters sent, String name, long most) {
    if (!sent.sent(name)) {
      throw new BadInput(name, "(not sent)", "is required: pixels of the canvas");
    }
    return (int) sent.integer(name, 1, 1, most);
  }

  private static Optional<Anchor> anchor(Parameters sent, String name) {
    return sent.text(name).map(text -> Anchor.parse(name, text));
  }
}
