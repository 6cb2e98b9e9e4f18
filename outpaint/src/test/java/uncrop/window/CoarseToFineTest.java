package uncrop.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.fault.Cancelled;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

class CoarseToFineTest {
  private static final int GREY = 0xFF808080;

  @Test
  void a_flat_picture_stays_flat_over_windows_and_levels() {
    Scene scene = scene(new Size(1500, 700), new Rect(400, 100, 500, 400), GREY);
    ToyPainter painter = ToyPainter.ofMeans(256);

    Raster painted = new CoarseToFine(painter, 1).paint(scene, PaintListener.NONE);

    assertThat(painter.shown).hasSizeGreaterThan(10);
    assertThat(painted.argb()).containsOnly(GREY);
  }

  @Test
  void kept_pixels_are_not_asked_to_change_and_painted_ones_are_opaque() {
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      Size canvas = new Size(40 + random.nextInt(700), 40 + random.nextInt(500));
      Rect source =
          new Rect(
              random.nextInt(canvas.width() / 2),
              random.nextInt(canvas.height() / 2),
              1 + random.nextInt(canvas.width() / 2),
              1 + random.nextInt(canvas.height() / 2));
      Scene scene = scene(canvas, source, GREY);
      for (int i = 0; i < scene.canvas().argb().length; i++) {
        if (scene.mask().values()[i] == Mask.KEEP) {
          scene.canvas().argb()[i] = 0xFF000000 | random.nextInt(1 << 24);
        }
      }
      int[] before = scene.canvas().argb().clone();

      Raster painted =
          new CoarseToFine(ToyPainter.ofMeans(128), 1).paint(scene, PaintListener.NONE);

      assertThat(scene.canvas().argb()).as("seed %d", seed).isEqualTo(before);
      for (int i = 0; i < before.length; i++) {
        assertThat(painted.argb()[i] >>> 24).isEqualTo(255);
        if (scene.mask().values()[i] == Mask.KEEP) {
          assertThat(painted.argb()[i]).as("seed %d", seed).isEqualTo(before[i]);
        }
      }
    }
  }

  @Test
  void windows_that_disagree_meet_without_a_line() {
    Scene scene = scene(new Size(1200, 250), new Rect(0, 0, 250, 250), GREY);
    ToyPainter painter =
        new ToyPainter(
            256,
            true,
            window -> {
              int level = window.seed() % 2 == 0 ? 100 : 156;
              return (x, y) -> 0xFF000000 | level * 0x010101;
            });

    Raster painted = new CoarseToFine(painter, 1).paint(scene, PaintListener.NONE);

    int steepest = 0;
    for (int x = 260; x < painted.width() - 1; x++) {
      int step = (painted.at(x, 120) & 255) - (painted.at(x + 1, 120) & 255);
      steepest = Math.max(steepest, Math.abs(step));
    }
    assertThat(painter.shown).hasSizeGreaterThan(3);
    assertThat(steepest).isLessThanOrEqualTo(4);
  }

  @Test
  void a_finer_level_keeps_no_line_of_a_window_before() {
    for (int seed = 0; seed < 6; seed++) {
      Scene plain = scene(new Size(1300, 620), new Rect(500, 200, 260, 220), GREY);
      Scene scene = new Scene(plain.canvas(), plain.mask(), plain.sampling(), seed);
      ToyPainter painter =
          new ToyPainter(
              256,
              true,
              window -> {
                int level = 90 + (int) (window.seed() % 70);
                return (x, y) -> {
                  int start = window.picture().at(x, y) & 255;
                  int painted = window.strength() < 1 ? (start + level) / 2 : level;
                  return 0xFF000000 | painted * 0x010101;
                };
              });

      Raster painted = new CoarseToFine(painter, 1).paint(scene, PaintListener.NONE);

      int steepest = 0;
      for (int y = 1; y < 190; y++) {
        for (int x = 1; x < painted.width(); x++) {
          int here = painted.at(x, y) & 255;
          steepest = Math.max(steepest, Math.abs(here - (painted.at(x - 1, y) & 255)));
          steepest = Math.max(steepest, Math.abs(here - (painted.at(x, y - 1) & 255)));
        }
      }
      assertThat(steepest).as("seed %d", seed).isLessThanOrEqualTo(5);
    }
  }

  @Test
  void a_tint_that_shows_on_kept_pixels_too_is_taken_out() {
    Scene scene = scene(new Size(400, 256), new Rect(0, 0, 256, 256), GREY);
    WindowPainter tinting =
        new WindowPainter() {
          @Override
          public int side() {
            return 320;
          }

          @Override
          public int multiple() {
            return 64;
          }

          @Override
          public boolean refines() {
            return true;
          }

          @Override
          public Raster paint(Window window, WindowListener listener) {
            Raster tinted = window.picture().copy();
            Arrays.setAll(tinted.argb(), i -> tinted.argb()[i] + 0x0A0500);
            return tinted;
          }
        };

    Raster painted = new CoarseToFine(tinting, 1).paint(scene, PaintListener.NONE);

    assertThat(painted.argb()).containsOnly(GREY);
  }

  @Test
  void the_same_seed_gives_each_window_the_same_seed_and_none_twice() {
    List<List<Long>> seeds = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      ToyPainter painter = ToyPainter.ofMeans(128);
      Scene scene = scene(new Size(900, 500), new Rect(300, 200, 200, 200), GREY);
      new CoarseToFine(painter, 1).paint(scene, PaintListener.NONE);
      seeds.add(painter.shown.stream().map(Window::seed).toList());
    }

    assertThat(seeds.getFirst()).isEqualTo(seeds.getLast()).doesNotHaveDuplicates();
    assertThat(seeds.getFirst().getFirst()).isEqualTo(7);
    assertThat(seeds.getFirst()).allMatch(seed -> seed >= 0);
  }

  @Test
  void only_the_first_level_is_painted_anew() {
    ToyPainter painter = ToyPainter.ofMeans(128);
    Scene scene = scene(new Size(900, 500), new Rect(300, 200, 200, 200), GREY);

    new CoarseToFine(painter, 0.9).paint(scene, PaintListener.NONE);

    assertThat(painter.shown.getFirst().strength()).isEqualTo(0.9);
    assertThat(painter.shown.getLast().strength()).isEqualTo(0.5);
  }

  @Test
  void progress_never_falls_and_previews_show_the_whole_canvas() {
    Scene scene = scene(new Size(1200, 600), new Rect(300, 200, 300, 200), GREY);
    List<Double> progress = new ArrayList<>();
    List<Raster> previews = new ArrayList<>();
    PaintListener listener =
        new PaintListener() {
          @Override
          public void progress(String stage, double done) {
            progress.add(done);
          }

          @Override
          public boolean wantsPreview() {
            return true;
          }

          @Override
          public void preview(Raster canvas) {
            previews.add(canvas);
          }
        };

    new CoarseToFine(ToyPainter.ofMeans(256), 1).paint(scene, listener);

    assertThat(progress).isSorted().allMatch(done -> done >= 0 && done <= 1);
    assertThat(progress.getLast()).isGreaterThan(0.99);
    assertThat(previews).isNotEmpty().allMatch(each -> each.size().equals(new Size(384, 192)));
    assertThat(previews.getLast().argb()).containsOnly(GREY);
  }

  @Test
  void it_stops_as_soon_as_the_listener_says() {
    ToyPainter painter = ToyPainter.ofMeans(128);
    Scene scene = scene(new Size(900, 500), new Rect(300, 200, 200, 200), GREY);
    PaintListener stopping =
        (stage, done) -> {
          if (done > 0.3) {
            throw new Cancelled();
          }
        };

    assertThatThrownBy(() -> new CoarseToFine(painter, 1).paint(scene, stopping))
        .isInstanceOf(Cancelled.class);
    int when = painter.shown.size();
    painter.shown.clear();
    new CoarseToFine(painter, 1).paint(scene, PaintListener.NONE);
    assertThat(when).isLessThan(painter.shown.size() / 2);
  }

  @Test
  void a_model_that_cannot_refine_keeps_the_colours_of_the_coarse_level() {
    Scene scene = scene(new Size(1000, 500), new Rect(0, 0, 500, 500), GREY);
    ToyPainter painter =
        new ToyPainter(
            256, false, window -> (x, y) -> window.seed() == 7 ? 0xFF40A040 : checked(x, y));

    Raster painted = new CoarseToFine(painter, 1).paint(scene, PaintListener.NONE);

    long[] mean = new long[3];
    for (int y = 150; y < 350; y++) {
      for (int x = 700; x < 900; x++) {
        for (int channel = 0; channel < 3; channel++) {
          mean[channel] += painted.at(x, y) >> 8 * channel & 255;
        }
      }
    }
    assertThat((double) mean[1] / 40_000).isBetween(0xA0 - 6.0, 0xA0 + 6.0);
    assertThat((double) mean[0] / 40_000).isBetween(0x40 - 6.0, 0x40 + 6.0);
    assertThat(Math.abs((painted.at(800, 250) & 255) - (painted.at(801, 250) & 255)))
        .isGreaterThan(20);
  }

  private static int checked(int x, int y) {
    return (x + y) % 2 == 0 ? 0xFF606060 : 0xFFA0A0A0;
  }

  private static Scene scene(Size canvas, Rect source, int colour) {
    Raster raster = new Raster(canvas.width(), canvas.height());
    Mask mask = Mask.painting(canvas);
    for (int y = source.y(); y < source.bottom(); y++) {
      for (int x = source.x(); x < source.right(); x++) {
        raster.set(x, y, colour);
        mask.set(x, y, Mask.KEEP);
      }
    }
    return new Scene(raster, mask, Sampling.seeded(7), 7);
  }
}
