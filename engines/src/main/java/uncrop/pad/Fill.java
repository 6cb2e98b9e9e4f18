package uncrop.pad;

import java.util.Locale;
import java.util.regex.Pattern;
import uncrop.engine.PaintListener;
import uncrop.fault.BadInput;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/** A way to fill the painted pixels of a mask that keeps at least one pixel. */
sealed interface Fill permits Solid, Edge, Mirror, Blur {
  Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

  /**
   * @param picture kept pixels in, all pixels out; kept ones are not changed
   */
  void paint(Mask mask, Raster picture, PaintListener listener);

  static Fill parse(String field, String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "edge" -> new Edge();
      case "mirror" -> new Mirror();
      case "blur" -> new Blur();
      default -> {
        if (!COLOUR.matcher(name).matches()) {
          throw new BadInput(field, text, "must be edge, mirror, blur or a colour such as #336699");
        }
        yield new Solid(Integer.parseInt(name.substring(1), 16));
      }
    };
  }
}
