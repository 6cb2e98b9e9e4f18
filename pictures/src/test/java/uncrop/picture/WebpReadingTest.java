package uncrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uncrop.picture.TestFiles.joined;
import static uncrop.picture.TestFiles.riffChunk;
import static uncrop.picture.TestFiles.webp;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uncrop.fault.BadInput;
import uncrop.pixels.Raster;

class WebpReadingTest {
  private final PictureReader reader = new PictureReader(PictureLimits.DEFAULT);

  private Picture read(byte[] file) {
    return reader.read(file, "image");
  }

  @Test
  void of_an_animation_the_first_frame_is_laid_on_its_canvas() {
    byte[] frameHead = new byte[16];
    frameHead[0] = 1; // 2 pixels from the left
    frameHead[3] = 2; // 4 from the top
    frameHead[6] = 2; // 3 wide
    frameHead[9] = 1; // 2 high
    Raster frame = TestFiles.colours(3, 2);
    byte[] coded = TestFiles.encoded(frame, Format.WEBP);
    byte[] image = Arrays.copyOfRange(coded, 12, coded.length);
    byte[] extended = {2, 0, 0, 0, 9, 0, 0, 7, 0, 0};

    Picture picture =
        read(
            webp(
                riffChunk("VP8X", extended),
                riffChunk("ANIM", new byte[6]),
                riffChunk("ANMF", joined(frameHead, image)),
                riffChunk("ANMF", joined(frameHead, image))));

    assertThat(picture.raster().size()).hasToString("10x8");
    assertThat(picture.raster().at(0, 0)).isZero();
    assertThat(picture.raster().at(2, 4)).isEqualTo(frame.at(0, 0));
    assertThat(picture.raster().at(4, 5)).isEqualTo(frame.at(2, 1));
    assertThat(picture.warnings()).singleElement().asString().contains("animated");
  }

  @Test
  void a_frame_that_leaves_its_canvas_is_an_error() {
    byte[] coded = TestFiles.encoded(TestFiles.colours(30, 2), Format.WEBP);
    byte[] extended = {0, 0, 0, 0, 9, 0, 0, 7, 0, 0};
    byte[] file = webp(riffChunk("VP8X", extended), Arrays.copyOfRange(coded, 12, coded.length));
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("canvas");
  }

  @Test
  void content_credentials_draw_a_warning() {
    byte[] coded = TestFiles.encoded(TestFiles.colours(4, 4), Format.WEBP);
    byte[] file =
        webp(Arrays.copyOfRange(coded, 12, coded.length), riffChunk("C2PA", new byte[] {1, 2, 3}));
    assertThat(read(file).warnings()).singleElement().asString().contains("Content Credentials");
  }

  @Test
  void lossy_pictures_keep_their_alpha_beside_a_profile() {
    Raster source = TestFiles.colours(32, 32);
    for (int i = 0; i < 1024; i++) {
      source.argb()[i] = i / 4 << 24 | source.argb()[i] & 0xFFFFFF;
    }
    byte[] file =
        PictureWriter.encode(
            source,
            new Encoding(Format.WEBP, 80),
            new Metadata(Optional.of(TestProfiles.displayP3()), Optional.empty()),
            Optional.empty());
    Picture picture = read(file);
    for (int i = 0; i < 1024; i++) {
      assertThat(picture.raster().argb()[i] >>> 24).isEqualTo(i / 4);
    }
    assertThat(picture.metadata().icc()).hasValue(TestProfiles.displayP3());
  }
}
