package uncrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uncrop.fault.BadInput;
import uncrop.geometry.Size;

/** The size of a picture, told from the head of its file. */
class PictureSizeTest {
  private final PictureReader reader = new PictureReader(PictureLimits.DEFAULT);

  @ParameterizedTest
  @EnumSource(Format.class)
  void it_is_that_of_the_picture_once_read(Format format) {
    for (Size size : new Size[] {new Size(1, 1), new Size(1, 300), new Size(517, 2)}) {
      byte[] file = TestFiles.encoded(TestFiles.colours(size.width(), size.height()), format);
      assertThat(reader.size(file, "image")).isEqualTo(size);
      assertThat(reader.read(file, "image").raster().size()).isEqualTo(size);
    }
  }

  @Test
  void damaged_pixels_are_not_looked_at() {
    byte[] file = TestFiles.encoded(TestFiles.colours(64, 48), Format.JPEG);
    byte[] noise = file.clone();
    Arrays.fill(noise, noise.length - 40, noise.length, (byte) 0x55);
    assertThat(reader.size(noise, "image")).isEqualTo(new Size(64, 48));
  }

  @Test
  void what_is_no_picture_or_over_the_limits_is_refused_under_its_field() {
    byte[] file = TestFiles.encoded(TestFiles.colours(20, 10), Format.PNG);
    assertThatThrownBy(() -> reader.size(new byte[0], "image"))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("image ");
    assertThatThrownBy(() -> reader.size(new byte[64], "image")).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> reader.size(Arrays.copyOf(file, 20), "image"))
        .isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> new PictureReader(new PictureLimits(1 << 20, 199)).size(file, "image"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("199");
    assertThatThrownBy(
            () -> new PictureReader(new PictureLimits(file.length - 1, 200)).size(file, "image"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("bytes");
  }
}
