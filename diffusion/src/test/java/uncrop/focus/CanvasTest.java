package uncrop.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import uncrop.geometry.Margins;
import uncrop.geometry.Placement;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.golden.Golden;
import uncrop.pixels.Mask;
import uncrop.pixels.NearestPixel;
import uncrop.pixels.Raster;

/** The canvas that Fooocus makes of a picture and sides, made with the product's own geometry. */
class CanvasTest {
  private static final double SHARE = 0.3;

  static Stream<JsonNode> cases() {
    return Golden.json("golden/fooocus/canvas.json").path("cases").valueStream();
  }

  private static int grown(List<String> sides, String side, int length) {
    return sides.contains(side) ? (int) (SHARE * length) : 0;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void margins_around_a_picture_with_its_edge_continued_are_fooocus_canvas(JsonNode expected) {
    Size size = new Size(expected.path("w").asInt(), expected.path("h").asInt());
    List<String> sides = expected.path("sides").valueStream().map(JsonNode::asString).toList();
    Margins margins =
        Margins.px(
            grown(sides, "left", size.width()),
            grown(sides, "right", size.width()),
            grown(sides, "top", size.height()),
            grown(sides, "bottom", size.height()));

    Placement placement = margins.place(size);

    Rect place = placement.source();
    Size canvas = placement.canvas();
    assertThat(canvas)
        .isEqualTo(new Size(expected.path("out_w").asInt(), expected.path("out_h").asInt()));
    assertThat(place.x()).isEqualTo(expected.path("offset_x").asInt());
    assertThat(place.y()).isEqualTo(expected.path("offset_y").asInt());
    Mask mask = Pictures.around(place, canvas.width(), canvas.height());
    assertThat(Pictures.sha256(continued(size, place, mask)))
        .isEqualTo(expected.path("image_sha256").asString());
    paintSpot(mask, place);
    assertThat(mask.painted()).isEqualTo(expected.path("mask_white").asInt());
    byte[] white = mask.values().clone();
    for (int i = 0; i < white.length; i++) {
      white[i] = (byte) ~white[i];
    }
    assertThat(Pictures.sha256(white)).isEqualTo(expected.path("mask_sha256").asString());
  }

  private static Raster continued(Size size, Rect place, Mask mask) {
    Raster source = Pictures.picture(size.width(), size.height());
    NearestPixel nearest = NearestPixel.kept(mask);
    Raster canvas = new Raster(mask.width(), mask.height());
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < canvas.width(); x++) {
        int from = nearest.at(x, y);
        canvas.set(
            x, y, source.at(from % canvas.width() - place.x(), from / canvas.width() - place.y()));
      }
    }
    return canvas;
  }

  /** Two rows by three columns in the middle, as far as they lie in the picture. */
  private static void paintSpot(Mask mask, Rect place) {
    int top = place.height() / 3;
    int left = place.width() / 2;
    for (int y = top; y < Math.min(top + 2, place.height()); y++) {
      for (int x = left; x < Math.min(left + 3, place.width()); x++) {
        mask.set(place.x() + x, place.y() + y, Mask.PAINT);
      }
    }
  }
}
