package uncrop.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.geometry.Placement;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.pixels.Raster;

class ResamplerTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 50", "50, 1", "7, 13", "100, 3", "3, 100", "64, 64"})
  void one_colour_stays_exactly_that_colour(int from, int to) {
    Raster source = new Raster(from, from);
    Arrays.fill(source.argb(), 0xFF12A9FE);

    assertThat(resample(source, to, to).argb()).containsOnly(0xFF12A9FE);
  }

  @Test
  void the_same_size_gives_the_same_pixels() {
    Raster source = noise(new SplittableRandom(1), 20, 17);

    assertThat(resample(source, 20, 17).argb()).isEqualTo(source.argb());
  }

  @Test
  void black_and_white_lines_shrink_to_half_of_the_light() {
    Raster source = new Raster(400, 400);
    for (int i = 0; i < source.argb().length; i++) {
      source.argb()[i] = i % 2 == 0 ? 0xFFFFFFFF : 0xFF000000;
    }

    int middle = resample(source, 40, 40).at(20, 20) & 0xFF;

    assertThat(middle).isBetween(186, 190); // 0.5 in linear light is 188, the coded mean is 128
  }

  @Test
  void what_is_transparent_does_not_bleed_into_what_is_seen() {
    Raster source = new Raster(40, 40);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 40; x++) {
        source.set(x, y, x < 21 ? 0xFFFFFFFF : 0x00000000);
      }
    }

    for (int pixel : resample(source, 13, 13).argb()) {
      if (pixel >>> 24 > 8) {
        assertThat(pixel & 0xFFFFFF).isEqualTo(0xFFFFFF);
      }
    }
  }

  @Test
  void a_smooth_picture_survives_growing_and_shrinking_again() {
    Raster source = new Raster(60, 60);
    for (int y = 0; y < 60; y++) {
      for (int x = 0; x < 60; x++) {
        int grey = (int) (128 + 60 * Math.sin(x / 5.0) * Math.cos(y / 6.0));
        source.set(x, y, 0xFF000000 | grey * 0x010101);
      }
    }

    Raster back = resample(resample(source, 151, 151), 60, 60);

    for (int i = 0; i < source.argb().length; i++) {
      assertThat(back.argb()[i] & 0xFF).isCloseTo(source.argb()[i] & 0xFF, within(3));
    }
  }

  @ParameterizedTest
  @CsvSource({"-5, -7", "3, 2", "-30, 0", "0, 0", "15, -29"})
  void a_part_of_the_picture_is_the_same_as_that_part_of_the_whole(int x, int y) {
    Raster source = noise(new SplittableRandom(2), 23, 29);
    Raster whole = resample(source, 37, 31);
    Placement placement = new Placement(new Size(20, 20), new Rect(x, y, 37, 31));
    Raster canvas = new Raster(20, 20);

    new Resampler(source, placement.source()).drawOn(canvas, placement.visible());

    for (int row = 0; row < 20; row++) {
      for (int column = 0; column < 20; column++) {
        int expected = placement.source().contains(column, row) ? whole.at(column - x, row - y) : 0;
        assertThat(canvas.at(column, row)).as("%d,%d", column, row).isEqualTo(expected);
      }
    }
  }

  private static Raster resample(Raster source, int width, int height) {
    Raster to = new Raster(width, height);
    Rect whole = new Rect(0, 0, width, height);
    new Resampler(source, whole).drawOn(to, whole);
    return to;
  }

  private static Raster noise(SplittableRandom random, int width, int height) {
    Raster raster = new Raster(width, height);
    for (int i = 0; i < raster.argb().length; i++) {
      raster.argb()[i] = 0xFF000000 | random.nextInt();
    }
    return raster;
  }
}
