package uncrop.pillow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.parity.Vectors;
import uncrop.pixels.Raster;
import uncrop.tensor.TensorScope;

class PillowBoxBlurTest {

  private static byte[] channel(Raster raster, int shift) {
    byte[] levels = new byte[raster.argb().length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) (raster.argb()[i] >> shift);
    }
    return levels;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 15, 33, 64, 512})
  void every_level_is_pillows(int radius) {
    try (TensorScope scope = TensorScope.open();
        Vectors golden = Vectors.open("golden/fooocus/image.safetensors")) {
      Raster picture = Levels.rgb(golden.get("fill64.image"));
      Raster expected = Levels.rgb(golden.get("boxblur64.r" + radius));
      PillowBoxBlur blur = new PillowBoxBlur(picture.width(), picture.height());
      for (int shift = 0; shift <= 16; shift += 8) {
        byte[] blurred = channel(picture, shift);

        blur.blur(blurred, radius, blurred);

        assertThat(blurred).containsExactly(channel(expected, shift));
      }
    }
  }

  /** The definition: a mean along rows, rounded, then one along columns. */
  private static byte[] slowly(byte[] levels, int width, int height, int radius) {
    byte[] rows = new byte[levels.length];
    byte[] blurred = new byte[levels.length];
    int n = 2 * radius + 1;
    for (int i = 0; i < levels.length; i++) {
      int sum = 0;
      for (int k = -radius; k <= radius; k++) {
        sum += levels[i - i % width + Math.clamp(i % width + k, 0, width - 1)] & 255;
      }
      rows[i] = (byte) Math.floor((double) sum / n + 0.5);
    }
    for (int i = 0; i < levels.length; i++) {
      int sum = 0;
      for (int k = -radius; k <= radius; k++) {
        sum += rows[Math.clamp(i / width + k, 0, height - 1) * width + i % width] & 255;
      }
      blurred[i] = (byte) Math.floor((double) sum / n + 0.5);
    }
    return blurred;
  }

  @Test
  void random_pictures_of_any_size_are_within_a_level_of_the_mean() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int width = 1 + random.nextInt(40);
      int height = 1 + random.nextInt(40);
      int radius = 1 + random.nextInt(60);
      byte[] levels = new byte[width * height];
      random.nextBytes(levels);
      byte[] blurred = new byte[levels.length];

      new PillowBoxBlur(width, height).blur(levels, radius, blurred);

      byte[] means = slowly(levels, width, height, radius);
      for (int i = 0; i < levels.length; i++) {
        assertThat(Math.abs((blurred[i] & 255) - (means[i] & 255)))
            .as("seed %d, round %d, %dx%d, radius %d", seed, round, width, height, radius)
            .isLessThanOrEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 7, 512", "9, 1, 4096", "3, 3, 4096"})
  void one_level_stays_that_level_however_far_it_is_blurred(int width, int height, int radius) {
    for (int level = 0; level < 256; level++) {
      byte[] levels = new byte[width * height];
      Arrays.fill(levels, (byte) level);

      new PillowBoxBlur(width, height).blur(levels, radius, levels);

      assertThat(levels).containsOnly((byte) level);
    }
  }
}
