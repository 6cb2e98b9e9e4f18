package uncrop.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;
import uncrop.geometry.Anchor;
import uncrop.geometry.Extension;
import uncrop.geometry.Limits;
import uncrop.geometry.Margins;
import uncrop.geometry.Placed;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.geometry.TargetAspect;
import uncrop.geometry.TargetSize;
import uncrop.geometry.ZoomOut;
import uncrop.pixels.Mask;

class PlannerTest {
  private static final Size SOURCE = new Size(16, 9);
  private static final Margins WIDER = Margins.px(4, 4, 0, 0);

  static Stream<Extension> coveringExtensions() {
    return Stream.of(
        Margins.px(0, 0, 0, 0),
        Margins.px(-1, -2, -3, 0),
        new TargetSize(SOURCE, Anchor.CENTER),
        new TargetSize(new Size(3, 3), Anchor.Named.TOP_LEFT),
        new TargetAspect(16, 9, Anchor.CENTER),
        new ZoomOut(BigDecimal.ONE, Anchor.CENTER),
        new ZoomOut(new BigDecimal("1.001"), Anchor.CENTER),
        new Placed(SOURCE, 0, 0, BigDecimal.TWO));
  }

  @ParameterizedTest
  @MethodSource("coveringExtensions")
  void a_covered_canvas_leaves_nothing_to_paint(Extension extension) {
    assertRefused(() -> plan(extension, Optional.empty(), 0), extension.field())
        .hasMessageContaining("nothing to paint");
  }

  @ParameterizedTest
  @MethodSource("coveringExtensions")
  void a_covered_canvas_can_be_painted_under_a_mask(Extension extension) {
    Mask mask = Mask.keeping(SOURCE);
    mask.set(7, 4, Mask.PAINT);
    mask.set(0, 0, Mask.PAINT);
    mask.set(15, 8, Mask.PAINT);

    assertThat(plan(extension, Optional.of(mask), 0).placement())
        .isEqualTo(extension.place(SOURCE));
  }

  @Test
  void a_plan_says_what_was_asked_for() {
    Mask mask = Mask.keeping(SOURCE);
    Sampling sampling = new Sampling("sea", "", 7, 3, Map.of("fill", "mirror"));

    Plan plan = Planner.plan(SOURCE, WIDER, Optional.of(mask), 2, sampling, Limits.DEFAULT);

    assertThat(plan.placement().canvas()).isEqualTo(new Size(24, 9));
    assertThat(plan.placement().source()).isEqualTo(new Rect(4, 0, 16, 9));
    assertThat(plan.mask()).containsSame(mask);
    assertThat(plan.band()).isEqualTo(2);
    assertThat(plan.sampling()).isEqualTo(sampling);
  }

  @Test
  void a_mask_that_paints_nothing_visible_is_no_reason_to_paint() {
    Mask mask = Mask.keeping(SOURCE);
    mask.set(0, 0, Mask.PAINT);
    Margins cropped = Margins.px(-1, 0, 0, 0);

    assertRefused(() -> plan(cropped, Optional.of(mask), 0), "mask")
        .hasMessageContaining("inverted");
  }

  @Test
  void a_mask_that_paints_everything_leaves_nothing_to_go_by() {
    assertRefused(() -> plan(WIDER, Optional.of(Mask.painting(SOURCE)), 0), "mask");
  }

  @Test
  void a_mask_of_another_size_is_refused() {
    Optional<Mask> turned = Optional.of(Mask.keeping(new Size(9, 16)));

    assertRefused(() -> plan(WIDER, turned, 0), "mask").hasMessageContaining("9x16", "16x9");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, 17, Integer.MAX_VALUE})
  void a_band_that_is_negative_or_larger_than_the_source_is_refused(int band) {
    assertRefused(() -> plan(WIDER, Optional.empty(), band), "band")
        .hasMessageStartingWith("band " + band);
  }

  @Test
  void a_band_must_leave_a_pixel_as_it_is() {
    Margins around = Margins.px(1, 1, 1, 1);

    assertThat(plan(around, Optional.empty(), 4).band()).isEqualTo(4);
    assertRefused(() -> plan(around, Optional.empty(), 5), "band");
    assertThat(plan(WIDER, Optional.empty(), 7).band()).isEqualTo(7);
    assertRefused(() -> plan(WIDER, Optional.empty(), 8), "band");
  }

  @Test
  void a_canvas_over_the_limit_is_refused_before_any_mask_of_it_is_drawn() {
    Margins huge = Margins.px(2_000_000_000, 0, 2_000_000_000, 0);

    assertRefused(() -> plan(huge, Optional.of(Mask.keeping(SOURCE)), 0), "canvas");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
  void a_seed_whose_samples_do_not_fit_is_refused(long seed) {
    assertRefused(() -> plan(new Sampling("", "", seed, 2, Map.of())), "seed");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void no_samples_are_refused(int samples) {
    assertRefused(() -> plan(new Sampling("", "", 1, samples, Map.of())), "samples");
  }

  private static Plan plan(Sampling sampling) {
    return Planner.plan(SOURCE, WIDER, Optional.empty(), 0, sampling, Limits.DEFAULT);
  }

  private static Plan plan(Extension extension, Optional<Mask> mask, int band) {
    return Planner.plan(SOURCE, extension, mask, band, Sampling.seeded(1), Limits.DEFAULT);
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable call, String field) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(BadInput.class, e -> assertThat(e.field()).isEqualTo(field));
  }
}
