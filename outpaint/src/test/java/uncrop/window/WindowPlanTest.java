package uncrop.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;

class WindowPlanTest {
  private static final Size WINDOW = new Size(128, 128);

  @Test
  void a_picture_no_larger_than_a_window_is_one_window() {
    List<WindowPlan.Step> steps = WindowPlan.outward(leftHole(128, 96, 40), new Size(128, 96));

    assertThat(steps)
        .containsExactly(new WindowPlan.Step(new Rect(0, 0, 128, 96), new Rect(0, 0, 128, 96)));
  }

  @Test
  void no_hole_needs_no_window() {
    assertThat(WindowPlan.outward(Mask.keeping(new Size(500, 300)), WINDOW)).isEmpty();
  }

  @Test
  void the_first_window_lies_at_the_source_and_each_sees_what_is_known() {
    Mask hole = leftHole(1000, 128, 600);

    List<WindowPlan.Step> steps = WindowPlan.outward(hole, WINDOW);

    boolean[] known = known(hole);
    for (WindowPlan.Step step : steps) {
      assertThat(share(known, hole, step.rect()))
          .as("known of %s", step)
          .isGreaterThanOrEqualTo(0.25);
      finish(known, hole, step.finished());
    }
    assertThat(steps.getFirst().rect().right()).isGreaterThan(600);
    assertThat(steps.getLast().rect().x()).isZero();
  }

  @Test
  void every_pixel_of_any_hole_is_finished_by_a_window_that_holds_it() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Mask hole = anyHole(random);
      Size window = new Size(64 + 8 * random.nextInt(12), 64 + 8 * random.nextInt(12));

      boolean[] known = known(hole);
      for (WindowPlan.Step step : WindowPlan.outward(hole, window)) {
        assertThat(step.rect().intersect(step.finished())).isEqualTo(step.finished());
        assertThat(step.rect().width()).isLessThanOrEqualTo(window.width());
        assertThat(step.rect().height()).isLessThanOrEqualTo(window.height());
        finish(known, hole, step.finished());
      }

      assertThat(known).as("seed %d", seed).doesNotContain(false);
    }
  }

  @Test
  void a_canvas_without_any_known_pixel_is_painted_all_the_same() {
    Mask all = Mask.painting(new Size(300, 200));

    boolean[] known = known(all);
    for (WindowPlan.Step step : WindowPlan.outward(all, WINDOW)) {
      finish(known, all, step.finished());
    }

    assertThat(known).doesNotContain(false);
  }

  private static Mask leftHole(int width, int height, int columns) {
    Mask mask = Mask.keeping(new Size(width, height));
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < columns; x++) {
        mask.set(x, y, Mask.PAINT);
      }
    }
    return mask;
  }

  private static Mask anyHole(Random random) {
    Mask mask = Mask.keeping(new Size(1 + random.nextInt(700), 1 + random.nextInt(500)));
    for (int i = random.nextInt(4); i >= 0; i--) {
      int left = random.nextInt(mask.width());
      int top = random.nextInt(mask.height());
      int right = left + 1 + random.nextInt(mask.width() - left);
      int bottom = top + 1 + random.nextInt(mask.height() - top);
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          mask.set(x, y, Mask.PAINT);
        }
      }
    }
    return mask;
  }

  private static boolean[] known(Mask hole) {
    boolean[] known = new boolean[hole.values().length];
    for (int i = 0; i < known.length; i++) {
      known[i] = hole.values()[i] != Mask.PAINT;
    }
    return known;
  }

  private static void finish(boolean[] known, Mask hole, Rect finished) {
    for (int y = finished.y(); y < Math.min(finished.bottom(), hole.height()); y++) {
      for (int x = finished.x(); x < Math.min(finished.right(), hole.width()); x++) {
        known[y * hole.width() + x] = true;
      }
    }
  }

  private static double share(boolean[] known, Mask hole, Rect rect) {
    int seen = 0;
    for (int y = rect.y(); y < Math.min(rect.bottom(), hole.height()); y++) {
      for (int x = rect.x(); x < Math.min(rect.right(), hole.width()); x++) {
        seen += known[y * hole.width() + x] ? 1 : 0;
      }
    }
    return (double) seen / (rect.width() * rect.height());
  }
}
