package uncrop.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.geometry.Margins;
import uncrop.geometry.Rect;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

class GrowthTest {
  private static Level level(Raster source, Margins margins) {
    Scene scene = Scenes.extended(source, margins, Sampling.seeded(0));
    byte[] known = new byte[scene.mask().values().length];
    for (int p = 0; p < known.length; p++) {
      known[p] = scene.mask().values()[p] == Mask.PAINT ? Level.UNKNOWN : Level.SOURCE;
    }
    return new Level(scene.canvas().width(), scene.canvas().height(), scene.canvas().argb(), known);
  }

  private static double grain(Level level, Rect part) {
    double sum = 0;
    for (int y = part.y(); y < part.bottom(); y++) {
      for (int x = part.x() + 1; x < part.right(); x++) {
        int p = y * level.width() + x;
        sum += Level.difference(level.pixels()[p], level.pixels()[p - 1]);
      }
    }
    return sum / ((part.width() - 1) * part.height());
  }

  @Test
  void margins_several_times_the_source_are_painted_all_over() {
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      Raster source = Scenery.texture(random.nextInt(1, 20), random.nextInt(1, 20), seed);
      int x = 4 * source.width();
      int y = 3 * source.height();
      Level level = level(source, Margins.px(x, seed % 2 * x, y, seed % 3 * y));
      Growth.paint(level, seed, PaintListener.NONE);

      assertThat(level.known()).as("seed %d", seed).containsOnly(Level.SOURCE);
      assertThat(Arrays.stream(level.pixels()).filter(argb -> argb >>> 24 != 255))
          .as("seed %d", seed)
          .isEmpty();
    }
  }

  @Test
  void the_picture_itself_stays_as_it_is() {
    Raster source = Scenery.texture(37, 23, 1);
    Level level = level(source, Margins.px(80, 3, 50, 0));
    Growth.paint(level, 1, PaintListener.NONE);

    for (int y = 0; y < source.height(); y++) {
      for (int x = 0; x < source.width(); x++) {
        assertThat(level.pixels()[(50 + y) * level.width() + 80 + x]).isEqualTo(source.at(x, y));
      }
    }
  }

  @Test
  void far_from_the_picture_its_texture_is_as_sharp_as_beside_it() {
    for (int seed = 0; seed < 2; seed++) {
      Raster source = Scenery.texture(40, 40, seed);
      Level level = level(source, Margins.px(0, 160, 0, 0));
      Growth.paint(level, seed, PaintListener.NONE);
      double original = grain(level, new Rect(0, 0, 40, 40));
      for (int from = 40; from < 200; from += 40) {
        assertThat(grain(level, new Rect(from, 0, 40, 40)) / original)
            .as("seed %d, from column %d", seed, from)
            .isBetween(0.75, 1.3);
      }
    }
  }

  @Test
  void one_colour_grows_to_one_colour() {
    Raster source = Scenery.drawn(9, 5, (x, y) -> 0xFF336699);
    Level level = level(source, Margins.px(30, 7, 20, 11));
    Growth.paint(level, 4, PaintListener.NONE);

    assertThat(Arrays.stream(level.pixels()).distinct()).containsExactly(0xFF336699);
  }

  @Test
  void nothing_to_paint_is_no_mistake() {
    Level level = level(Scenery.texture(20, 20, 2), Margins.px(0, 0, 0, 0));
    int[] before = level.pixels().clone();
    Growth.paint(level, 1, PaintListener.NONE);

    assertThat(level.pixels()).isEqualTo(before);
  }
}
