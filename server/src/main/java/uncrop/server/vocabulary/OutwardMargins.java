package uncrop.server.vocabulary;

import java.util.Map;
import uncrop.fault.BadInput;
import uncrop.geometry.Margins;
import uncrop.server.wire.Parameters;

/** The parameters {@code left, right, up, down}, at least one of them above 0. */
public final class OutwardMargins {
  private static final long MOST = 2000;

  private OutwardMargins() {}

  /**
   * @throws BadInput when one is out of range, or all are 0
   */
  public static Margins of(Parameters sent) {
    int left = side(sent, "left");
    int right = side(sent, "right");
    int up = side(sent, "up");
    int down = side(sent, "down");
    if (left + right + up + down == 0) {
      throw new BadInput("left, right, up, down", 0, "at least one must be above 0");
    }
    return Margins.px(left, right, up, down);
  }

  /** The names by which geometry knows them, and by which callers do. */
  public static Map<String, String> names() {
    return Map.of("top", "up", "bottom", "down", "margins", "left, right, up, down");
  }

  private static int side(Parameters sent, String name) {
    return Math.toIntExact(sent.integer(name, 0, 0, MOST));
  }
}
