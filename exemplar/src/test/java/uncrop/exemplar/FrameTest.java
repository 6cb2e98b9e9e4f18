package uncrop.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import uncrop.geometry.Rect;

class FrameTest {
  private static final int WIDTH = 128;
  private static final int HEIGHT = 192;
  private static final int MARGIN = 20;
  private static final Rect SOURCE = new Rect(MARGIN, MARGIN, WIDTH, HEIGHT);

  /** How many pixels more than the frame itself may be given up, because its inner edge is soft. */
  private static final int SOFT = 4;

  /** A grey picture with a margin to paint on all sides. */
  private static Level picture(IntBinaryOperator grey) {
    return picture(SOURCE, WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN, grey);
  }

  private static Level picture(Rect source, int width, int height, IntBinaryOperator grey) {
    Level level = new Level(width, height, new int[width * height], new byte[width * height]);
    for (int y = 0; y < source.height(); y++) {
      for (int x = 0; x < source.width(); x++) {
        int p = (source.y() + y) * width + source.x() + x;
        int value = Math.clamp(grey.applyAsInt(x, y), 0, 255);
        level.pixels()[p] = 0xFF000000 | value * 0x010101;
        level.known()[p] = Level.SOURCE;
      }
    }
    return level;
  }

  private static IntBinaryOperator noise(long seed, int mean, int deviation) {
    Random random = new Random(seed);
    return (x, y) -> (int) Math.round(mean + deviation * random.nextGaussian());
  }

  private static int fromEdge(int x, int y) {
    return Math.min(Math.min(x, WIDTH - 1 - x), Math.min(y, HEIGHT - 1 - y));
  }

  private static boolean isForgotten(Level level, int x, int y) {
    return level.known()[(MARGIN + y) * level.width() + MARGIN + x] == Level.UNKNOWN;
  }

  private static int forgotten(Level level, Rect source) {
    int n = 0;
    for (int y = source.y(); y < source.bottom(); y++) {
      for (int x = source.x(); x < source.right(); x++) {
        n += level.isSource(x, y) ? 0 : 1;
      }
    }
    return n;
  }

  @Test
  void a_frame_around_a_noisy_picture_is_found_and_only_it() {
    for (int seed = 0; seed < 20; seed++) {
      int thickness = 1 + seed % 5;
      int mean = new Random(seed).nextInt(60, 200);
      int frame = seed % 2 == 0 ? Math.min(255, mean + 70) : Math.max(0, mean - 60);
      IntBinaryOperator noise = noise(seed, 0, 12);
      Level level =
          picture((x, y) ->
              noise.applyAsInt(x, y) / (fromEdge(x, y) < thickness ? 4 : 1)
                  + (fromEdge(x, y) < thickness ? frame : mean));
      Frame.forget(level, SOURCE);

      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int depth = fromEdge(x, y);
          if (depth < thickness) {
            assertThat(isForgotten(level, x, y)).as("seed %d at %d,%d", seed, x, y).isTrue();
          } else if (depth >= thickness + SOFT) {
            assertThat(isForgotten(level, x, y)).as("seed %d at %d,%d", seed, x, y).isFalse();
          }
        }
      }
    }
  }

  @Test
  void a_crooked_frame_is_found_where_it_is() {
    IntBinaryOperator noise = noise(7, 120, 10);
    Level level = picture((x, y) -> x < 3 && y < HEIGHT / 2 ? 235 : noise.applyAsInt(x, y));
    Frame.forget(level, SOURCE);

    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        if (x < 3 && y < HEIGHT / 3) {
          assertThat(isForgotten(level, x, y)).as("%d,%d", x, y).isTrue();
        } else if (x >= 3 + SOFT || y > HEIGHT * 2 / 3) {
          assertThat(isForgotten(level, x, y)).as("%d,%d", x, y).isFalse();
        }
      }
    }
  }

  @Test
  void only_sides_that_are_continued_are_looked_at() {
    IntBinaryOperator noise = noise(8, 90, 10);
    Rect source = new Rect(MARGIN, 0, WIDTH, HEIGHT);
    Level level =
        picture(
            source,
            WIDTH + MARGIN,
            HEIGHT,
            (x, y) -> fromEdge(x, y) < 3 ? 230 : noise.applyAsInt(x, y));
    Frame.forget(level, source);

    assertThat(level.isSource(MARGIN, HEIGHT / 2)).isFalse();
    assertThat(level.isSource(MARGIN + WIDTH - 1, HEIGHT / 2)).isTrue();
    assertThat(level.isSource(MARGIN + WIDTH / 2, 0)).isTrue();
    assertThat(level.isSource(MARGIN + WIDTH / 2, HEIGHT - 1)).isTrue();
  }

  @Test
  void a_plain_picture_keeps_all_its_pixels() {
    for (int grey : new int[] {0, 128, 255}) {
      Level level = picture((x, y) -> grey);
      Frame.forget(level, SOURCE);

      assertThat(forgotten(level, SOURCE)).as("grey %d", grey).isZero();
    }
  }

  @Test
  void a_noisy_picture_keeps_all_its_pixels() {
    for (int seed = 0; seed < 30; seed++) {
      Level level = picture(noise(seed, 30 + 6 * seed, 2 * seed));
      Frame.forget(level, SOURCE);

      assertThat(forgotten(level, SOURCE)).as("seed %d", seed).isZero();
    }
  }

  @Test
  void a_gradient_keeps_all_its_pixels() {
    for (int strength = 1; strength <= 4; strength++) {
      int s = strength;
      Level across = picture((x, y) -> s * x / 2);
      Level down = picture((x, y) -> 250 - s * y / 4);
      Level slanted = picture((x, y) -> s * (x + y) / 5);
      for (Level level : new Level[] {across, down, slanted}) {
        Frame.forget(level, SOURCE);

        assertThat(forgotten(level, SOURCE)).as("strength %d", strength).isZero();
      }
    }
  }

  @Test
  void a_wall_along_the_border_is_no_frame() {
    IntBinaryOperator noise = noise(9, 0, 6);
    for (int wall = 26; wall <= 60; wall += 17) {
      int width = wall;
      Level level = picture((x, y) -> noise.applyAsInt(x, y) + (x < width ? 200 : 60));
      Frame.forget(level, SOURCE);

      assertThat(forgotten(level, SOURCE)).as("wall of %d", wall).isZero();
    }
  }

  @Test
  void stripes_along_the_border_are_no_frame() {
    for (int period = 4; period <= 12; period += 2) {
      int half = period / 2;
      Level level = picture((x, y) -> x / half % 2 == 0 ? 180 : 70);
      Frame.forget(level, SOURCE);

      assertThat(forgotten(level, SOURCE)).as("period %d", period).isZero();
    }
  }

  @Test
  void pictures_too_small_to_tell_keep_all_their_pixels() {
    Rect source = new Rect(5, 5, 30, 30);
    Level level = picture(source, 40, 40, (x, y) -> x < 2 ? 255 : 100);
    Frame.forget(level, source);

    assertThat(forgotten(level, source)).isZero();
  }
}
