package uncrop.cli.extend;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import uncrop.cli.terminal.UsageError;
import uncrop.geometry.Anchor;
import uncrop.geometry.Extension;
import uncrop.geometry.Length;
import uncrop.geometry.Margins;
import uncrop.geometry.TargetAspect;
import uncrop.geometry.TargetSize;
import uncrop.geometry.ZoomOut;

/** The options that say how large the canvas is and where the picture lies on it. */
final class CanvasOptions {
  @Option(
      names = "--left",
      paramLabel = "N|N%",
      order = 1,
      description = "Add N pixels or N %% of the width; negative crops.")
  @Nullable String left;

  @Option(names = "--right", paramLabel = "N|N%", order = 2, description = "The same on the right.")
  @Nullable String right;

  @Option(
      names = "--top",
      paramLabel = "N|N%",
      order = 3,
      description = "Above; %% means of the height.")
  @Nullable String top;

  @Option(names = "--bottom", paramLabel = "N|N%", order = 4, description = "Below.")
  @Nullable String bottom;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      order = 5,
      description = "Or: a canvas of this size in pixels.")
  @Nullable String size;

  @Option(
      names = "--aspect",
      paramLabel = "W:H",
      order = 6,
      description = "Or: the smallest canvas of this shape.")
  @Nullable String aspect;

  @Option(
      names = "--zoom-out",
      paramLabel = "F",
      order = 7,
      description = "Or: both sides F times as long.")
  @Nullable String zoomOut;

  @Option(
      names = "--anchor",
      paramLabel = "A",
      order = 8,
      description = "Where it lies: top-left ... center ... or x,y.")
  @Nullable String anchor;

  /**
   * @throws UsageError unless exactly one of the four ways is used
   * @throws uncrop.fault.BadInput for a value that cannot be read
   */
  Extension extension() {
    boolean margins = Stream.of(left, right, top, bottom).anyMatch(side -> side != null);
    List<String> ways = new ArrayList<>();
    if (margins) {
      ways.add("--left/--right/--top/--bottom");
    }
    if (size != null) {
      ways.add("--size");
    }
    if (aspect != null) {
      ways.add("--aspect");
    }
    if (zoomOut != null) {
      ways.add("--zoom-out");
    }
    if (ways.isEmpty()) {
      throw new UsageError(
          "how far? Give --left, --right, --top or --bottom, or --size, --aspect or --zoom-out");
    }
    if (ways.size() > 1) {
      throw new UsageError(String.join(" and ", ways) + " exclude each other: keep one of them");
    }
    if (margins && anchor != null) {
      throw new UsageError("--anchor goes with --size, --aspect or --zoom-out, not with margins");
    }
    return chosen(anchor == null ? Anchor.CENTER : Anchor.parse("--anchor", anchor));
  }

  private Extension chosen(Anchor place) {
    if (size != null) {
      return TargetSize.parse("--size", size, place);
    }
    if (aspect != null) {
      return TargetAspect.parse("--aspect", aspect, place);
    }
    if (zoomOut != null) {
      return ZoomOut.parse("--zoom-out", zoomOut, place);
    }
    return new Margins(
        margin("--left", left),
        margin("--right", right),
        margin("--top", top),
        margin("--bottom", bottom));
  }

  private static Length margin(String option, @Nullable String text) {
    return text == null ? Length.ZERO : Length.parse(option, text);
  }
}
