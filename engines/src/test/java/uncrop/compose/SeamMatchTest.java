package uncrop.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.geometry.Limits;
import uncrop.geometry.Margins;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Plan;
import uncrop.plan.Planner;
import uncrop.plan.Sampling;

/** The truth, shifted or not, takes the part of what an engine painted. */
class SeamMatchTest {
  private static final int MARGIN = 120;
  private static final Size SOURCE = new Size(160, 140);
  private static final Size CANVAS = new Size(400, 380);
  private static final IntBinaryOperator SKY = (x, y) -> grey(60 + x / 8.0 + y / 5.0);

  @ParameterizedTest
  @ValueSource(ints = {-30, -12, -3, 3, 12, 30})
  void a_step_in_a_smooth_sky_is_gone_on_all_sides_and_corners(int step) {
    Raster truth = draw(SKY);
    Raster result = outpaint(truth, shifted(truth, step), Mask.keeping(SOURCE));

    for (int i = -1; i <= SOURCE.width(); i++) {
      requireClose(result, truth, MARGIN + i, MARGIN - 1);
      requireClose(result, truth, MARGIN + i, MARGIN + SOURCE.height());
    }
    for (int i = -1; i <= SOURCE.height(); i++) {
      requireClose(result, truth, MARGIN - 1, MARGIN + i);
      requireClose(result, truth, MARGIN + SOURCE.width(), MARGIN + i);
    }
  }

  private static void requireClose(Raster result, Raster truth, int x, int y) {
    assertThat(blue(result.at(x, y)) - blue(truth.at(x, y))).as("at %d,%d", x, y).isBetween(-2, 2);
  }

  @Test
  void the_match_fades_without_another_step_and_ends_within_its_reach() {
    Raster truth = draw((x, y) -> grey(128));
    Raster result = outpaint(truth, shifted(truth, 24), Mask.keeping(SOURCE));

    int middle = CANVAS.height() / 2;
    for (int x = 1; x <= MARGIN; x++) {
      assertThat(blue(result.at(x - 1, middle)) - blue(result.at(x, middle))).isBetween(-1, 2);
    }
    for (int x = 0; x < MARGIN - MARGIN / 4 - 1; x++) {
      assertThat(blue(result.at(x, middle))).isEqualTo(152);
    }
  }

  @Test
  void a_step_that_differs_from_side_to_side_is_matched_on_each() {
    Raster truth = draw((x, y) -> grey(128));
    Raster painted = draw((x, y) -> grey(x < CANVAS.width() / 2 ? 128 - 15 : 128 + 20));
    Raster result = outpaint(truth, painted, Mask.keeping(SOURCE));

    int middle = CANVAS.height() / 2;
    assertThat(blue(result.at(MARGIN - 1, middle))).isBetween(126, 130);
    assertThat(blue(result.at(MARGIN + SOURCE.width(), middle))).isBetween(126, 130);
  }

  @Test
  void a_hole_is_matched_all_around() {
    Mask mask = Mask.keeping(SOURCE);
    for (int y = 40; y < 100; y++) {
      for (int x = 50; x < 120; x++) {
        mask.set(x, y, Mask.PAINT);
      }
    }
    Raster truth = draw(SKY);
    Raster result = outpaint(truth, shifted(truth, 14), mask);

    for (int i = 0; i < 60; i++) {
      requireClose(result, truth, MARGIN + 50, MARGIN + 40 + i);
      requireClose(result, truth, MARGIN + 119, MARGIN + 40 + i);
    }
  }

  @Test
  void a_smooth_picture_that_meets_the_border_is_not_changed_at_all() {
    Raster truth = draw((x, y) -> grey(20 + x / 2.0));
    Raster flat = draw((x, y) -> 0xFF336699);

    assertThat(outpaint(truth, truth.copy(), Mask.keeping(SOURCE)).argb()).isEqualTo(truth.argb());
    assertThat(outpaint(flat, flat.copy(), Mask.keeping(SOURCE)).argb()).isEqualTo(flat.argb());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void texture_without_a_step_gets_no_streaks(long seed) {
    Raster truth = texture(new SplittableRandom(seed));
    Raster result = outpaint(truth, truth.copy(), Mask.keeping(SOURCE));

    double changes = 0;
    int largest = 0;
    for (int i = 0; i < truth.argb().length; i++) {
      int change = Math.abs(blue(result.argb()[i]) - blue(truth.argb()[i]));
      largest = Math.max(largest, change);
      changes += change;
    }
    assertThat(changes / truth.argb().length).as("mean change, seed %d", seed).isLessThan(0.2);
    assertThat(largest).as("largest change, seed %d", seed).isLessThan(12);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void a_step_under_texture_is_matched_as_a_whole(long seed) {
    Raster truth = texture(new SplittableRandom(seed));
    Raster result = outpaint(truth, shifted(truth, 20), Mask.keeping(SOURCE));

    double left = 0;
    for (int y = MARGIN; y < MARGIN + SOURCE.height(); y++) {
      left += blue(result.at(MARGIN - 1, y)) - blue(truth.at(MARGIN - 1, y));
    }
    assertThat(left / SOURCE.height()).as("seed %d", seed).isBetween(-8.0, 8.0);
  }

  @Test
  void a_thing_that_ends_at_the_border_is_not_smeared() {
    Raster truth = draw((x, y) -> grey(40));
    Raster painted = draw((x, y) -> grey(200));

    Raster result = outpaint(truth, painted, Mask.keeping(SOURCE));

    assertThat(blue(result.at(MARGIN - 1, CANVAS.height() / 2))).isEqualTo(200);
  }

  @Test
  void colours_hidden_under_alpha_0_do_not_count() {
    Raster source = draw((x, y) -> 0x00101010);
    Raster painted = draw((x, y) -> grey(30));
    Plan plan = plan(Mask.keeping(SOURCE));
    Layout layout = Layout.of(cut(source), plan);

    SeamMatch.apply(layout, painted);

    assertThat(painted.argb()).containsOnly(grey(30));
  }

  private static Raster outpaint(Raster truth, Raster painted, Mask mask) {
    new Compositor(true, true).compose(Layout.of(cut(truth), plan(mask)), painted);
    return painted;
  }

  private static Plan plan(Mask mask) {
    return Planner.plan(
        SOURCE,
        Margins.px(MARGIN, MARGIN, MARGIN, MARGIN),
        Optional.of(mask),
        0,
        Sampling.seeded(1),
        Limits.DEFAULT);
  }

  private static Raster cut(Raster canvas) {
    Raster source = new Raster(SOURCE.width(), SOURCE.height());
    for (int y = 0; y < source.height(); y++) {
      for (int x = 0; x < source.width(); x++) {
        source.set(x, y, canvas.at(x + MARGIN, y + MARGIN));
      }
    }
    return source;
  }

  private static Raster draw(IntBinaryOperator colour) {
    Raster raster = new Raster(CANVAS.width(), CANVAS.height());
    for (int y = 0; y < raster.height(); y++) {
      for (int x = 0; x < raster.width(); x++) {
        raster.set(x, y, colour.applyAsInt(x, y));
      }
    }
    return raster;
  }

  /** Blocks of four pixels at random, as coarse as gravel. */
  private static Raster texture(SplittableRandom random) {
    Raster blocks = draw((x, y) -> grey(128 + random.nextInt(-45, 46)));
    return draw((x, y) -> blocks.at(x / 4, y / 4));
  }

  private static Raster shifted(Raster from, int step) {
    Raster to = from.copy();
    for (int i = 0; i < to.argb().length; i++) {
      to.argb()[i] = grey(blue(to.argb()[i]) + step);
    }
    return to;
  }

  private static int blue(int argb) {
    return argb & 0xFF;
  }

  private static int grey(double value) {
    return 0xFF000000 | Math.clamp(Math.round(value), 0, 255) * 0x010101;
  }
}
