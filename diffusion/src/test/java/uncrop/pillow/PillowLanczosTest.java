package uncrop.pillow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.geometry.Size;
import uncrop.parity.Vectors;
import uncrop.pixels.Raster;
import uncrop.tensor.TensorScope;

class PillowLanczosTest {

  @ParameterizedTest
  @CsvSource({"24, 40", "72, 24"})
  void every_level_is_pillows(int width, int height) {
    Size size = new Size(width, height);
    try (TensorScope scope = TensorScope.open();
        Vectors pillow = Vectors.open("parity/pillow.safetensors")) {
      Raster rgb = Levels.rgb(pillow.get("rgb"));
      Raster grey = Levels.grey(pillow.get("grey"));

      assertThat(PillowLanczos.scaled(rgb, size).argb())
          .containsExactly(Levels.rgb(pillow.get("rgb." + size)).argb());
      assertThat(PillowLanczos.scaled(grey, size).argb())
          .containsExactly(Levels.grey(pillow.get("grey." + size)).argb());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 640})
  void one_colour_stays_that_colour_at_any_size(int side) {
    Raster red = new Raster(1, 1, new int[] {0xFFC81E05});

    Raster scaled = PillowLanczos.scaled(red, new Size(side, 9));

    assertThat(scaled.size()).isEqualTo(new Size(side, 9));
    assertThat(scaled.argb()).containsOnly(0xFFC81E05);
  }
}
