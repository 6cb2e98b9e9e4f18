package uncrop.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;

class ScaledExtensionsTest {
  @Nested
  class Zoom_out {
    @ParameterizedTest
    @CsvSource({
      "1, 100, 100",
      "1.5, 100, 150",
      "1.5, 1, 2",
      "1.0001, 100, 100",
      "1.005, 100, 101",
      "2, 1, 2",
      "1000, 7, 7000",
      "1.1, 15, 17"
    })
    void each_side_is_multiplied_exactly_and_rounded_halves_up(
        String factor, int side, int canvas) {
      ZoomOut zoom = ZoomOut.parse("zoomOut", factor, Anchor.CENTER);

      assertThat(zoom.place(new Size(side, side)).canvas()).isEqualTo(new Size(canvas, canvas));
    }

    @Test
    void the_source_keeps_its_size() {
      Placement placement =
          new ZoomOut(new BigDecimal("1.5"), Anchor.Named.BOTTOM_RIGHT).place(new Size(10, 20));

      assertThat(placement.source()).isEqualTo(new Rect(5, 10, 10, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "0.999", "1000.1", "1e2", "150%", "two"})
    void factors_that_do_not_zoom_out_are_refused(String text) {
      assertThatThrownBy(() -> ZoomOut.parse("zoomOut", text, Anchor.CENTER))
          .isInstanceOf(BadInput.class)
          .hasMessageStartingWith("zoomOut ");
    }

    @Test
    void a_canvas_that_no_int_holds_is_refused() {
      ZoomOut zoom = new ZoomOut(BigDecimal.TWO, Anchor.CENTER);

      assertThatThrownBy(() -> zoom.place(new Size(Integer.MAX_VALUE, 1)))
          .isInstanceOf(BadInput.class);
    }
  }

  @Nested
  class A_placement {
    private static final Size CANVAS = new Size(100, 80);

    @ParameterizedTest
    @CsvSource({
      "1, 40, 30, 40, 30",
      "0.5, 41, 30, 21, 15",
      "2.5, 3, 1, 8, 3",
      "0.001, 40, 30, 1, 1",
      "1.0, 7, 9, 7, 9"
    })
    void scales_to_the_nearest_pixel_and_never_to_nothing(
        String scale, int width, int height, int placedWidth, int placedHeight) {
      Placement placement =
          new Placed(CANVAS, 5, 0, new BigDecimal(scale)).place(new Size(width, height));

      assertThat(placement.source()).isEqualTo(new Rect(5, 0, placedWidth, placedHeight));
      assertThat(placement.canvas()).isEqualTo(CANVAS);
    }

    @ParameterizedTest
    @CsvSource({
      "100, 0, x 100",
      "-10, 0, x -10",
      "0, 80, y 80",
      "0, -20, y -20",
      "2147483647, 0, x ",
      "-2147483648, 0, x "
    })
    void beside_the_canvas_is_refused(int x, int y, String start) {
      Placed placed = new Placed(CANVAS, x, y, BigDecimal.ONE);

      assertThatThrownBy(() -> placed.place(new Size(10, 20)))
          .isInstanceOf(BadInput.class)
          .hasMessageStartingWith(start);
    }

    @ParameterizedTest
    @CsvSource({"99, 79", "-9, -19", "0, 0"})
    void that_shows_a_single_pixel_is_enough(int x, int y) {
      Placement placement = new Placed(CANVAS, x, y, BigDecimal.ONE).place(new Size(10, 20));

      assertThat(placement.visible().isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.0009", "1001", "1e-999999999", "1e999999999"})
    void of_an_absurd_scale_is_refused_at_once(String scale) {
      assertThatThrownBy(() -> new Placed(CANVAS, 0, 0, new BigDecimal(scale)))
          .isInstanceOf(BadInput.class)
          .hasMessageStartingWith("scale ");
    }

    @Test
    void scaled_beyond_an_int_is_refused() {
      Placed placed = new Placed(CANVAS, 0, 0, BigDecimal.TEN);

      assertThatThrownBy(() -> placed.place(new Size(Integer.MAX_VALUE, 1)))
          .isInstanceOf(BadInput.class);
    }
  }

  @Nested
  class A_target_size {
    @Test
    void of_any_small_size_holds_what_the_anchor_says() {
      for (int w = 1; w <= 5; w++) {
        for (int canvas = 1; canvas <= 9; canvas++) {
          for (Anchor.Named anchor : Anchor.Named.values()) {
            Size size = new Size(canvas, canvas);
            Placement placement = new TargetSize(size, anchor).place(new Size(w, w));

            assertThat(placement.canvas()).isEqualTo(size);
            int seen = Math.min(w, canvas);
            assertThat(placement.visible().width()).isEqualTo(seen);
            assertThat(placement.visible().height()).isEqualTo(seen);
          }
        }
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1920x1080", "1920X1080", " 1920 x 1080 ", "1920×1080"})
    void is_read_as_people_write_it(String text) {
      assertThat(TargetSize.parse("size", text, Anchor.CENTER).canvas())
          .isEqualTo(new Size(1920, 1080));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "1920",
          "x",
          "0x10",
          "10x0",
          "-1x5",
          "2147483648x1",
          "9999999999x1",
          "1.5x2"
        })
    void anything_else_is_refused_under_its_field(String text) {
      assertThatThrownBy(() -> TargetSize.parse("size", text, Anchor.CENTER))
          .isInstanceOf(BadInput.class)
          .hasMessageStartingWith("size ");
    }

    @Test
    void that_misses_the_source_is_refused() {
      TargetSize size = new TargetSize(new Size(10, 10), new Anchor.At(10, 0));

      assertThatThrownBy(() -> size.place(new Size(4, 4)))
          .isInstanceOf(BadInput.class)
          .hasMessageStartingWith("x 10");
    }
  }

  @Nested
  class The_limits {
    @Test
    void allow_exactly_as_many_pixels_as_they_say() {
      Limits limits = new Limits(100);

      limits.check(new Placement(new Size(10, 10), new Rect(0, 0, 1, 1)));
      assertThatThrownBy(() -> limits.check(new Placement(new Size(101, 1), new Rect(0, 0, 1, 1))))
          .isInstanceOf(BadInput.class)
          .hasMessageStartingWith("canvas 101x1: has 101 pixels, at most 100");
    }

    @Test
    void hold_for_areas_beyond_an_int() {
      Size huge = new Size(Integer.MAX_VALUE, Integer.MAX_VALUE);

      assertThatThrownBy(() -> Limits.DEFAULT.check(new Placement(huge, new Rect(0, 0, 1, 1))))
          .isInstanceOf(BadInput.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Integer.MAX_VALUE, Long.MAX_VALUE})
    void must_fit_an_array(long pixels) {
      assertThatThrownBy(() -> new Limits(pixels)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
