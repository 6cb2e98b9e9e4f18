package uncrop.exemplar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.fault.Cancelled;
import uncrop.geometry.Margins;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

class ExemplarEngineTest {
  private static final Engine ENGINE = new ExemplarEngine(2);
  private static final Margins ALL_SIDES = Margins.px(20, 15, 12, 18);
  private static final Sampling PREVIEW = new Sampling("", "", 1, 1, Map.of("preview", "true"));

  /**
   * No channel of a bright source (160 and more) comes out below this: the seams of a ring may take
   * off 48, and wide margins around noise take several rings. What is not filled is 0.
   */
  private static final int DARKEST = 40;

  private static Margins randomMargins(Random random, Size size) {
    int sides = random.nextInt(1, 16);
    int wide = random.nextInt(4) == 0 ? 3 : 1;
    return Margins.px(
        (sides & 1) == 0 ? 0 : random.nextInt(1, wide * size.width() + 2),
        (sides & 2) == 0 ? 0 : random.nextInt(1, wide * size.width() + 2),
        (sides & 4) == 0 ? 0 : random.nextInt(1, wide * size.height() + 2),
        (sides & 8) == 0 ? 0 : random.nextInt(1, wide * size.height() + 2));
  }

  private static Raster brightNoise(Random random, int width, int height) {
    return Scenery.drawn(width, height, (x, y) -> Scenery.noisy(0xC8C8C8, 40, random));
  }

  private static void requireFilled(Scene scene, int darkest, String name) {
    Raster painted = ENGINE.paint(scene, PaintListener.NONE);
    assertThat(painted.size()).as(name).isEqualTo(scene.canvas().size());
    for (int p = 0; p < painted.argb().length; p++) {
      if (scene.mask().values()[p] == Mask.PAINT) {
        int argb = painted.argb()[p];
        int channel = Math.min(argb >> 16 & 255, Math.min(argb >> 8 & 255, argb & 255));
        boolean filled = argb >>> 24 == 255 && channel >= darkest;

        assertThat(filled).as("%s: %08x at %d", name, argb, p).isTrue();
      }
    }
  }

  @Test
  void every_painted_pixel_is_filled_whatever_the_size_and_the_margins() {
    for (int seed = 0; seed < 90; seed++) {
      Random random = new Random(seed);
      int largest = seed < 60 ? 5 : 40;
      Raster source = brightNoise(random, random.nextInt(1, largest), random.nextInt(1, largest));
      Margins margins = randomMargins(random, source.size());
      Scene scene = Scenes.extended(source, margins, Sampling.seeded(seed));

      requireFilled(scene, DARKEST, "seed " + seed + ", " + source.size() + ", " + margins);
    }
  }

  @Test
  void what_a_mask_hides_is_painted_and_never_copied() {
    for (int seed = 0; seed < 16; seed++) {
      Random random = new Random(seed);
      int width = random.nextInt(4, 60);
      int height = random.nextInt(4, 60);
      Raster source = brightNoise(random, width, height);
      Scene scene =
          Scenes.extended(source, randomMargins(random, source.size()), Sampling.seeded(seed));
      int x0 = random.nextInt(1, width);
      int y0 = random.nextInt(1, height);
      for (int y = y0; y < Math.min(height, y0 + 1 + height / 3); y++) {
        for (int x = x0; x < Math.min(width, x0 + 1 + width / 3); x++) {
          Scenes.hide(scene, x, y, 0xFF000000);
        }
      }

      requireFilled(scene, DARKEST, "seed " + seed);
    }
  }

  @Test
  void a_mask_of_scattered_pixels_is_painted() {
    for (int seed = 0; seed < 7; seed++) {
      Random random = new Random(seed);
      double share = (1 + seed) / 9.0;
      // The wider ones are halved for the layout.
      int width = seed % 3 == 0 ? 260 : 60;
      Raster source = brightNoise(random, width, 50);
      Scene scene = Scenes.extended(source, Margins.px(0, 10, 0, 0), Sampling.seeded(seed));
      for (int p = 1; p < width * 50; p++) {
        if (random.nextDouble() < share) {
          Scenes.hide(scene, p % width, p / width, 0xFF000000);
        }
      }

      requireFilled(scene, DARKEST, "seed " + seed);
    }
  }

  @Test
  void beside_a_transparent_source_every_painted_pixel_is_opaque() {
    for (int seed = 0; seed < 16; seed++) {
      Random random = new Random(seed);
      int share = random.nextInt(1, 5);
      int width = random.nextInt(1, 30);
      int height = random.nextInt(1, 30);
      Raster source =
          Scenery.drawn(
              width,
              height,
              (x, y) -> random.nextInt(share) == 0 ? random.nextInt() : random.nextInt() >>> 8);
      Margins margins = randomMargins(random, source.size());

      requireFilled(Scenes.extended(source, margins, Sampling.seeded(seed)), 0, "seed " + seed);
    }
  }

  @Test
  void a_source_that_is_only_transparent_is_continued_all_the_same() {
    Raster source = Scenery.drawn(30, 20, (x, y) -> 0x00B0B0B0);

    requireFilled(Scenes.extended(source, ALL_SIDES, Sampling.seeded(1)), DARKEST, "transparent");
  }

  @Test
  void the_colours_under_transparent_pixels_are_not_copied() {
    Raster source =
        Scenery.drawn(60, 40, (x, y) -> x > 20 && x < 40 && y > 10 ? 0x00000000 : 0xFFC8C8C8);

    requireFilled(Scenes.extended(source, ALL_SIDES, Sampling.seeded(1)), DARKEST, "cut out");
  }

  @Test
  void the_scene_is_not_written_to() {
    for (Sampling sampling : List.of(Sampling.seeded(3), PREVIEW)) {
      Scene scene = Scenes.extended(Scenery.texture(132, 130, 3), ALL_SIDES, sampling);
      int[] canvas = scene.canvas().argb().clone();
      byte[] mask = scene.mask().values().clone();
      Raster painted = ENGINE.paint(scene, PaintListener.NONE);

      assertThat(scene.canvas().argb()).isEqualTo(canvas);
      assertThat(scene.mask().values()).isEqualTo(mask);
      assertThat(painted.argb()).isNotSameAs(scene.canvas().argb());
    }
  }

  @Test
  void the_same_seed_gives_the_same_picture_whatever_the_number_of_threads() {
    for (int seed = 0; seed < 2; seed++) {
      // Large enough to be refined at a second scale.
      Scene scene =
          Scenes.extended(Scenery.texture(215, 50, seed), ALL_SIDES, Sampling.seeded(seed));
      int[] alone = new ExemplarEngine(1).paint(scene, PaintListener.NONE).argb();
      for (int threads : new int[] {2, 5}) {
        int[] together = new ExemplarEngine(threads).paint(scene, PaintListener.NONE).argb();

        assertThat(Arrays.equals(alone, together))
            .as("seed %d, %d threads", seed, threads)
            .isTrue();
      }
    }
  }

  @Test
  void other_seeds_give_other_pictures() {
    Raster source = Scenery.texture(90, 60, 5);
    List<int[]> pictures = new ArrayList<>();
    for (int seed = 0; seed < 3; seed++) {
      Scene scene = Scenes.extended(source, Margins.px(30, 30, 0, 0), Sampling.seeded(seed));
      pictures.add(ENGINE.paint(scene, PaintListener.NONE).argb());
    }
    for (int a = 0; a < pictures.size(); a++) {
      for (int b = 0; b < a; b++) {
        assertThat(shareThatDiffers(pictures.get(a), pictures.get(b)))
            .as("seeds %d and %d", b, a)
            .isGreaterThan(0.05);
      }
    }
  }

  /** Of the whole canvas, of which two fifths or so are painted. */
  private static double shareThatDiffers(int[] a, int[] b) {
    int n = 0;
    for (int p = 0; p < a.length; p++) {
      n += Level.difference(a[p], b[p]) > 24 ? 1 : 0;
    }
    return (double) n / a.length;
  }

  @Test
  void progress_never_falls_and_ends_at_1() {
    Raster source = Scenery.texture(40, 40, 1);
    List<Scene> scenes =
        List.of(
            Scenes.extended(source, ALL_SIDES, Sampling.seeded(1)),
            Scenes.extended(source, Margins.px(0, 100, 0, 0), Sampling.seeded(1)),
            Scenes.extended(Scenery.texture(132, 130, 1), ALL_SIDES, PREVIEW));
    for (Scene scene : scenes) {
      List<Double> heard = progress(scene);

      assertThat(heard).isSorted().hasSizeGreaterThan(4).allMatch(d -> d >= 0 && d <= 1);
      assertThat(heard.getLast()).isEqualTo(1);
    }
  }

  private static List<Double> progress(Scene scene) {
    List<Double> heard = new ArrayList<>();
    ENGINE.paint(
        scene,
        (stage, done) -> {
          assertThat(stage).isNotBlank();
          heard.add(done);
        });
    return heard;
  }

  @Test
  void a_listener_can_stop_the_painting_whenever_it_is_called() {
    Scene scene = Scenes.extended(Scenery.texture(40, 50, 2), ALL_SIDES, Sampling.seeded(2));
    int calls = progress(scene).size();
    for (int stop = 0; stop < calls; stop++) {
      int at = stop;
      List<String> stages = new ArrayList<>();
      PaintListener listener =
          (stage, done) -> {
            stages.add(stage);
            if (stages.size() > at) {
              throw new Cancelled();
            }
          };

      assertThatThrownBy(() -> ENGINE.paint(scene, listener))
          .as("call %d of %d", stop, calls)
          .isInstanceOf(Cancelled.class);
      assertThat(stages).hasSize(stop + 1);
    }
  }

  @Test
  void a_preview_is_filled_and_close_to_the_source_in_colour() {
    for (int seed = 0; seed < 2; seed++) {
      Scene scene = Scenes.extended(Scenery.texture(170, 140, seed), ALL_SIDES, PREVIEW);

      requireFilled(scene, DARKEST, "preview " + seed);
      Outpainted out =
          new Outpainted(ENGINE.paint(scene, PaintListener.NONE), new Rect(20, 12, 170, 140));
      double kept = out.mean(out.kept());
      for (Side side : Side.values()) {
        assertThat(out.mean(out.painted(side)))
            .as("seed %d, %s", seed, side)
            .isBetween(kept - 20, kept + 20);
      }
    }
  }

  @Test
  void a_preview_of_a_picture_behind_thin_lines_is_filled() {
    Random random = new Random(4);
    Scene scene = Scenes.extended(brightNoise(random, 130, 128), ALL_SIDES, PREVIEW);
    // One in every row of the quarter scale, so that not a single source is left there.
    for (int y = 12; y < 12 + 128; y += 4) {
      for (int x = 20; x < 20 + 130; x++) {
        Scenes.hide(scene, x, y, 0xFF000000);
      }
    }

    requireFilled(scene, DARKEST, "lines");
  }

  @Test
  void only_what_was_asked_and_cannot_be_done_draws_a_warning() {
    assertThat(ENGINE.warnings(Sampling.seeded(1))).isEmpty();
    assertThat(ENGINE.warnings(PREVIEW)).isEmpty();
    assertThat(ENGINE.warnings(new Sampling(" ", "", 1, 1, Map.of()))).isEmpty();
    assertThat(ENGINE.warnings(new Sampling("a lake", "", 1, 1, Map.of())))
        .singleElement()
        .asString()
        .contains("exemplar", "prompt");
    assertThat(ENGINE.warnings(new Sampling("", "people", 1, 1, Map.of())))
        .singleElement()
        .asString()
        .contains("exemplar", "negative prompt");
  }
}
