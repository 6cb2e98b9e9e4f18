package uncrop.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;

class TargetAspectTest {
  @ParameterizedTest
  @CsvSource({
    "16:9, 1152, 720, 1280, 720",
    "16:9, 1280, 720, 1280, 720",
    "9:16, 1152, 720, 1152, 2048",
    "1:1, 3, 7, 7, 7",
    "16:9, 1000, 667, 1186, 667",
    "1920:1080, 1152, 720, 1280, 720",
    "2.35:1, 1000, 1000, 2350, 1000",
    "'1.85 : 1.00', 37, 20, 37, 20",
    "1001:999, 500, 500, 501, 500",
    "99999:1, 1, 1, 99999, 1",
  })
  void the_canvas_grows_along_one_axis_to_the_ratio(
      String ratio, int width, int height, int canvasWidth, int canvasHeight) {
    Placement placement =
        TargetAspect.parse("aspect", ratio, Anchor.CENTER).place(new Size(width, height));

    assertThat(placement.canvas()).isEqualTo(new Size(canvasWidth, canvasHeight));
  }

  @Test
  void all_small_sources_and_ratios_give_the_smallest_canvas_that_holds_the_source() {
    for (int w = 1; w <= 12; w++) {
      for (int h = 1; h <= 12; h++) {
        for (int a = 1; a <= 12; a++) {
          for (int b = 1; b <= 12; b++) {
            for (Anchor anchor : Anchor.Named.values()) {
              requireSmallest(new Size(w, h), a, b, anchor, "");
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void large_sources_and_ratios_do_too(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int n = 0; n < 20_000; n++) {
      Size source = new Size(random.nextInt(1, 40_000), random.nextInt(1, 40_000));
      requireSmallest(
          source,
          random.nextInt(1, 3000),
          random.nextInt(1, 3000),
          Anchor.CENTER,
          "seed " + seed + " case " + n);
    }
  }

  private static void requireSmallest(Size source, int a, int b, Anchor anchor, String label) {
    Placement placement = new TargetAspect(a, b, anchor).place(source);
    Size canvas = placement.canvas();
    String description = label + " " + source + " to " + a + ":" + b + " is " + canvas;
    assertThat(placement.visible()).as(description).isEqualTo(placement.source());
    assertThat(placement.visible().width()).as(description).isEqualTo(source.width());
    boolean widthGrows = canvas.height() == source.height();
    if (!widthGrows) {
      assertThat(canvas.width()).as(description).isEqualTo(source.width());
    }
    // The grown side is the nearest whole number to the exact one: at most half a pixel off.
    long difference = Math.abs((long) canvas.width() * b - (long) canvas.height() * a);
    boolean widthIsNearest = widthGrows && 2 * difference <= b;
    boolean heightIsNearest = canvas.width() == source.width() && 2 * difference <= a;
    assertThat(widthIsNearest || heightIsNearest).as(description).isTrue();
  }

  @Test
  void an_anchor_of_coordinates_leaves_room_left_and_above() {
    Placement placement = new TargetAspect(1, 1, new Anchor.At(10, 3)).place(new Size(20, 10));

    assertThat(placement.canvas()).isEqualTo(new Size(30, 30));
    assertThat(placement.source()).isEqualTo(new Rect(10, 3, 20, 10));
  }

  @Test
  void a_negative_anchor_would_crop_and_is_refused() {
    TargetAspect aspect = new TargetAspect(1, 1, new Anchor.At(-1, 0));

    assertThatThrownBy(() -> aspect.place(new Size(9, 9)))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("anchor -1,0");
  }

  @Test
  void a_canvas_that_no_int_holds_is_refused() {
    TargetAspect aspect = new TargetAspect(Integer.MAX_VALUE, 1, Anchor.CENTER);

    assertThatThrownBy(() -> aspect.place(new Size(1, Integer.MAX_VALUE)))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("aspect ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "16", "16:", ":9", "0:1", "1:0", "0.0:1", "-1:1", "16/9", "1:2:3", "1e3:1"})
  void anything_else_is_refused_under_its_field(String text) {
    assertThatThrownBy(() -> TargetAspect.parse("aspect", text, Anchor.CENTER))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("aspect ");
  }

  @Test
  void a_ratio_below_one_pixel_is_refused() {
    assertThatThrownBy(() -> new TargetAspect(0, 1, Anchor.CENTER)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> new TargetAspect(1, -1, Anchor.CENTER)).isInstanceOf(BadInput.class);
  }
}
