package uncrop.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;
import uncrop.geometry.Limits;
import uncrop.geometry.Margins;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Plan;
import uncrop.plan.Planner;
import uncrop.plan.Sampling;

class CompositorTest {
  private static final int RED = 0xFFFF0000;
  private static final int BLUE = 0xFF0000FF;

  @Test
  void painted_pixels_beside_an_opaque_source_are_opaque() {
    Raster result = compose(filled(4, 4, BLUE), Margins.px(2, 2, 2, 2), 0, 0x80FF0000);

    assertThat(result.at(0, 0)).isEqualTo(RED);
    assertThat(result.at(2, 2)).isEqualTo(BLUE);
  }

  @Test
  void a_source_that_is_transparent_at_the_border_stays_so_beyond_it() {
    Raster source = filled(5, 5, 0x00123456);
    source.set(2, 2, BLUE);

    Raster result = compose(source, Margins.px(3, 3, 3, 3), 0, RED);

    assertThat(result.at(0, 0)).isZero();
    assertThat(result.at(5, 0)).isZero();
    assertThat(result.at(3, 3)).isEqualTo(0x00123456);
    assertThat(result.at(5, 5)).isEqualTo(BLUE);
  }

  @Test
  void alpha_continues_that_of_the_nearest_pixel() {
    Raster source = filled(1, 3, BLUE);
    source.set(0, 1, 0x400000FF);
    source.set(0, 2, 0x000000FF);

    Raster result = compose(source, Margins.px(1, 1, 0, 1), 0, RED);

    assertThat(result.argb())
        .containsExactly(
            RED, BLUE, RED, 0x40FF0000, 0x400000FF, 0x40FF0000, 0, 0x000000FF, 0, 0, 0, 0);
  }

  @Test
  void transparency_that_does_not_touch_the_border_is_not_continued() {
    Raster source = filled(5, 5, BLUE);
    source.set(2, 2, 0);

    Raster result = compose(source, Margins.px(1, 0, 0, 0), 0, RED);

    assertThat(result.at(0, 2)).isEqualTo(RED);
  }

  @Test
  void an_alpha_that_is_meant_is_left_alone() {
    Layout layout = layout(filled(2, 2, 0), Margins.px(1, 0, 0, 0), 0);
    Raster painted = filled(3, 2, 0x80FF0000);

    new Compositor(false, false).compose(layout, painted);

    assertThat(painted.at(0, 0)).isEqualTo(0x80FF0000);
    assertThat(painted.at(1, 0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9})
  void across_the_band_paint_turns_into_source_evenly_and_ends_with_it(int band) {
    Raster result = compose(filled(20, 3, BLUE), Margins.px(4, 0, 0, 0), band, RED);

    assertThat(result.at(3, 1)).isEqualTo(RED);
    int before = 255;
    for (int x = 4; x < 4 + band; x++) {
      int red = result.at(x, 1) >> 16 & 0xFF;
      int blue = result.at(x, 1) & 0xFF;
      assertThat(red).isLessThan(before).isPositive();
      assertThat(red + blue).isBetween(254, 256);
      before = red;
    }
    assertThat(result.at(4 + band, 1)).isEqualTo(BLUE);
  }

  @Test
  void within_the_band_the_source_keeps_its_alpha() {
    Raster source = filled(8, 1, 0x500000FF);

    Raster result = compose(source, Margins.px(2, 0, 0, 0), 3, RED);

    for (int pixel : result.argb()) {
      assertThat(pixel >>> 24).isEqualTo(0x50);
    }
  }

  @Test
  void the_band_lies_around_holes_too() {
    Mask mask = Mask.keeping(new Size(9, 9));
    mask.set(4, 4, Mask.PAINT);
    Plan plan =
        Planner.plan(
            new Size(9, 9),
            Margins.px(0, 0, 0, 0),
            Optional.of(mask),
            1,
            Sampling.seeded(1),
            Limits.DEFAULT);
    Layout layout = Layout.of(filled(9, 9, BLUE), plan);
    Raster painted = filled(9, 9, RED);

    new Compositor(false, true).compose(layout, painted);

    assertThat(painted.at(4, 4)).isEqualTo(RED);
    assertThat(painted.at(3, 4)).isNotIn(RED, BLUE);
    assertThat(painted.at(3, 3)).isEqualTo(BLUE);
  }

  @Test
  void a_band_that_leaves_nothing_between_holes_is_refused() {
    Mask mask = Mask.keeping(new Size(9, 9));
    for (int i = 0; i < 9; i += 2) {
      for (int x = 0; x < 9; x++) {
        mask.set(x, i, Mask.PAINT);
      }
    }
    Plan plan =
        Planner.plan(
            new Size(9, 9),
            Margins.px(1, 0, 0, 0),
            Optional.of(mask),
            1,
            Sampling.seeded(1),
            Limits.DEFAULT);

    assertThatThrownBy(() -> Layout.of(filled(9, 9, BLUE), plan))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("band 1");
  }

  private static Raster compose(Raster source, Margins margins, int band, int paint) {
    Layout layout = layout(source, margins, band);
    Raster painted = filled(layout.canvas().width(), layout.canvas().height(), paint);
    new Compositor(false, true).compose(layout, painted);
    return painted;
  }

  private static Layout layout(Raster source, Margins margins, int band) {
    return Layout.of(
        source,
        Planner.plan(
            source.size(), margins, Optional.empty(), band, Sampling.seeded(1), Limits.DEFAULT));
  }

  private static Raster filled(int width, int height, int argb) {
    Raster raster = new Raster(width, height);
    Arrays.fill(raster.argb(), argb);
    return raster;
  }
}
