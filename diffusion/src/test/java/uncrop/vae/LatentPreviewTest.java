package uncrop.vae;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import uncrop.checkpoint.Family;
import uncrop.geometry.Size;
import uncrop.pixels.Raster;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

class LatentPreviewTest {

  @ParameterizedTest
  @CsvSource({
    // Worked out by hand from the published factors.
    "SD15, 0, 0, 0, 0, 7F7F7F",
    "SD15, 1, 0, 0, 0, AB9188",
    "SD15, 0, 0, 0, 1, 6E6720",
    "SDXL, 0, 0, 0, 0, 968C82",
    "SDXL, 1, 0, 0, 0, D2C8BE",
    "SDXL, 0, 1, 0, 1, 145569",
    "SDXL, 9, 0, 0, 0, FFFFFF",
    "SDXL, -9, 0, 0, 0, 000000",
  })
  void a_latent_has_the_colour_that_its_family_gives_it(
      Family family, float a, float b, float c, float d, String colour) {
    try (TensorScope scope = TensorScope.open()) {
      Raster picture =
          LatentPreview.of(family).picture(Tensor.of(new float[] {a, b, c, d}, 1, 4, 1, 1));

      assertThat("%08X".formatted(picture.at(0, 0))).isEqualTo("FF" + colour);
    }
  }

  @ParameterizedTest
  @EnumSource(LatentPreview.class)
  void each_latent_is_one_pixel_in_its_place(LatentPreview preview) {
    float[] latents = new float[4 * 3 * 5];
    latents[7] = 1; // luminance of the third in the second row
    try (TensorScope scope = TensorScope.open()) {
      Raster picture = preview.picture(Tensor.of(latents, 1, 4, 3, 5));

      assertThat(picture.size()).isEqualTo(new Size(5, 3));
      for (int i = 0; i < 15; i++) {
        boolean lighter = (picture.argb()[i] & 255) > (picture.argb()[0] & 255);
        assertThat(lighter).as("pixel %d", i).isEqualTo(i == 7);
      }
    }
  }

  @Test
  void of_a_batch_the_first_is_shown() {
    float[] two = {1, 0, 0, 0, 9, 9, 9, 9};
    try (TensorScope scope = TensorScope.open()) {
      assertThat(LatentPreview.SDXL.picture(Tensor.of(two, 2, 4, 1, 1)).argb())
          .containsExactly(0xFFD2C8BE);
    }
  }
}
