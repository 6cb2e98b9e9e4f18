package uncrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uncrop.picture.TestFiles.jpegOf;
import static uncrop.picture.TestFiles.withSegment;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;

class JpegReadingTest {
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;
  private static final int APP11 = 0xEB;
  private static final int APP14 = 0xEE;

  private final PictureReader reader = new PictureReader(PictureLimits.DEFAULT);

  private Picture read(byte[] file) {
    return reader.read(file, "image");
  }

  @Test
  void cmyk_of_adobe_is_inverted_and_converted_by_the_plain_formula() {
    // Stored inverted: cyan 51 of 255, magenta 102, yellow 0, black 0.
    byte[] file =
        withSegment(jpegOf(flat(204, 153, 255, 255), false), APP14, TestFiles.adobeSegment(0));
    Picture picture = read(file);
    assertNear(picture.raster().at(4, 4), 204, 153, 255);
    assertThat(picture.metadata().icc()).isEmpty();
    assertThat(picture.warnings()).singleElement().asString().contains("plain formula");
  }

  @Test
  void ycck_is_converted() {
    // Luma and chroma of inks 204, 153, 254, which Adobe stores as they are here, without black.
    byte[] file =
        withSegment(jpegOf(flat(180, 170, 145, 255), false), APP14, TestFiles.adobeSegment(2));
    assertNear(read(file).raster().at(4, 4), 51, 102, 1);
  }

  @Test
  void cmyk_goes_through_its_profile_which_is_not_carried() {
    byte[] plain =
        withSegment(jpegOf(flat(0, 255, 255, 255), false), APP14, TestFiles.adobeSegment(0));
    byte[] tag = "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1);
    byte[] file = withSegment(plain, APP2, TestFiles.joined(tag, TestProfiles.greyPress()));

    Picture picture = read(file);
    int p = picture.raster().at(4, 4);

    assertNear(read(plain).raster().at(4, 4), 0, 255, 255);
    assertThat(p >> 16 & 255).isCloseTo(p & 255, Offset.offset(3)).isBetween(180, 215);
    assertThat(picture.metadata().icc()).isEmpty();
    assertThat(picture.warnings()).singleElement().asString().contains("through its profile");
  }

  @Test
  void rgb_that_is_named_so_is_not_taken_for_luma_and_chroma() {
    byte[] file = withSegment(jpegOf(bands(200, 40, 90), false), APP14, TestFiles.adobeSegment(0));
    assertNear(read(file).raster().at(4, 4), 200, 40, 90);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void junk_before_and_behind_and_a_missing_end_are_read(boolean progressive) {
    byte[] file = photo(progressive);
    int[] expected = read(file).raster().argb();
    byte[] junk = "\0\1 boundary ".getBytes(StandardCharsets.ISO_8859_1);

    Picture before = read(TestFiles.joined(junk, file));
    Picture behind = read(TestFiles.joined(file, new byte[999], file));
    Picture endless = read(Arrays.copyOf(file, file.length - 2));

    assertThat(before.raster().argb()).isEqualTo(expected);
    assertThat(before.warnings()).singleElement().asString().contains("junk");
    assertThat(behind.raster().argb()).isEqualTo(expected);
    assertThat(behind.warnings()).isEmpty();
    assertThat(endless.raster().argb()).isEqualTo(expected);
    assertThat(endless.warnings()).singleElement().asString().contains("end marker");
  }

  @Test
  void a_segment_with_a_wrong_length_is_skipped_with_a_warning() {
    byte[] file = photo(false);
    byte[] wrong = withSegment(file, APP1, new byte[40]);
    wrong[5] = 12;
    Picture picture = read(wrong);
    assertThat(picture.raster().argb()).isEqualTo(read(file).raster().argb());
    assertThat(picture.warnings()).singleElement().asString().contains("header is damaged");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_file_cut_off_in_its_pixels_is_an_error_of_one_line(boolean progressive) {
    byte[] file = photo(progressive);
    for (int percent = 40; percent < 97; percent += 7) {
      byte[] cut = Arrays.copyOf(file, file.length * percent / 100);
      assertThatThrownBy(() -> read(cut))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("cut off");
    }
  }

  @Test
  void damage_within_a_whole_file_is_read_with_a_warning() {
    byte[] file = photo(false);
    byte[] hole =
        TestFiles.joined(
            Arrays.copyOf(file, file.length / 2), new byte[] {(byte) 0xFF, (byte) 0xD9});
    assertThat(read(hole).warnings()).singleElement().asString().contains("damaged");
  }

  @Test
  void content_credentials_draw_a_warning() {
    byte[] file =
        withSegment(photo(false), APP11, "JP\0\1\0\0\0\1".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(read(file).warnings()).singleElement().asString().contains("Content Credentials");
  }

  @Test
  void twelve_bits_and_two_channels_are_refused_by_name() {
    byte[] file = photo(false);
    int frame = frameOf(file);
    byte[] deep = file.clone();
    deep[frame + 4] = 12;
    assertThatThrownBy(() -> read(deep))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("12 bits");
    byte[] pair = file.clone();
    pair[frame + 9] = 2;
    assertThatThrownBy(() -> read(pair))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("2 channels");
  }

  @Test
  void scans_without_end_are_refused() {
    byte[] file = photo(false);
    byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 6, 1, 1, 0, 0};
    byte[] bomb = Arrays.copyOf(file, file.length - 2);
    for (int i = 0; i < 200; i++) {
      bomb = TestFiles.joined(bomb, scan);
    }
    byte[] scans = bomb;
    assertThatThrownBy(() -> read(scans))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("scans");
  }

  private static int frameOf(byte[] file) {
    for (int i = 0; ; i++) {
      if ((file[i] & 255) == 0xFF && (file[i + 1] & 255) == 0xC0) {
        return i;
      }
    }
  }

  private static byte[] photo(boolean progressive) {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        image.setRGB(x, y, x * 4 << 16 | y * 5 << 8 | (x * x + y * 7) % 256);
      }
    }
    return jpegOf(image.getRaster(), progressive);
  }

  private static WritableRaster flat(int... values) {
    return bands(values);
  }

  private static WritableRaster bands(int... values) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, values.length, null);
    for (int i = 0; i < 256; i++) {
      raster.setPixel(i % 16, i / 16, values);
    }
    return raster;
  }

  private static void assertNear(int argb, int red, int green, int blue) {
    assertThat(argb >>> 24).isEqualTo(255);
    assertThat(argb >> 16 & 255).isCloseTo(red, Offset.offset(2));
    assertThat(argb >> 8 & 255).isCloseTo(green, Offset.offset(2));
    assertThat(argb & 255).isCloseTo(blue, Offset.offset(2));
  }
}
