package uncrop.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import uncrop.picture.file.ExifBlock;
import uncrop.pixels.Raster;

/** EXIF: orientation applied, the rest carried. */
class OrientationTest {
  private final PictureReader reader = new PictureReader(PictureLimits.DEFAULT);

  /** What is seen when 1 2 3 over 4 5 6 is stored with each orientation, from TIFF 6.0, p. 36. */
  @ParameterizedTest
  @CsvSource({
    "1, 3, 123456", "2, 3, 321654", "3, 3, 654321", "4, 3, 456123",
    "5, 2, 142536", "6, 2, 415263", "7, 2, 635241", "8, 2, 362514"
  })
  void each_of_the_eight_orientations_stands_upright(int orientation, int width, String seen) {
    Raster stored = new Raster(3, 2, new int[] {1, 2, 3, 4, 5, 6});
    for (int i = 0; i < 6; i++) {
      stored.argb()[i] = 0xFF00_0000 | stored.argb()[i];
    }
    byte[] exif = TestExif.block(ByteOrder.BIG_ENDIAN, orientation);
    Metadata metadata = new Metadata(Optional.empty(), Optional.of(exif));

    for (Format format : new Format[] {Format.PNG, Format.WEBP}) {
      byte[] file = TestFiles.encoded(stored, format, metadata);
      Raster upright = reader.read(file, "image").raster();
      assertThat(reader.size(file, "image")).as("from the head alone").isEqualTo(upright.size());
      StringBuilder numbers = new StringBuilder();
      for (int p : upright.argb()) {
        numbers.append(p & 255);
      }
      assertThat(numbers).hasToString(seen);
      assertThat(upright.width()).isEqualTo(width);
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void exif_is_carried_without_orientation_thumbnail_and_dimensions(Format format) {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      byte[] exif = TestExif.block(order, 6);
      Metadata metadata = new Metadata(Optional.empty(), Optional.of(exif));
      Picture picture =
          reader.read(TestFiles.encoded(TestFiles.colours(8, 4), format, metadata), "image");

      byte[] carried = picture.metadata().exif().orElseThrow();
      String text = new String(carried, StandardCharsets.ISO_8859_1);

      assertThat(picture.raster().width()).isEqualTo(4);
      assertThat(text).contains(TestExif.MAKE).doesNotContain("THUMBNAIL");
      assertThat(carried).hasSizeLessThanOrEqualTo(144);
      assertThat(ExifBlock.parse(carried).orElseThrow().orientation()).isEqualTo(1);
      assertThat(picture.warnings()).isEmpty();
    }
  }

  @Test
  void exif_of_nothing_but_pixel_tags_is_gone() {
    byte[] exif = {
      'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0, 0, 0, 0, 0
    };
    assertThat(ExifBlock.parse(exif).orElseThrow().orientation()).isEqualTo(3);
    assertThat(ExifBlock.parse(exif).orElseThrow().withoutPixelTags()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void an_exif_block_that_is_none_is_dropped_with_a_warning(Format format) {
    Metadata metadata = new Metadata(Optional.empty(), Optional.of(new byte[40]));
    Picture picture =
        reader.read(TestFiles.encoded(TestFiles.colours(5, 5), format, metadata), "image");
    assertThat(picture.metadata().exif()).isEmpty();
    assertThat(picture.warnings()).singleElement().asString().contains("EXIF");
  }
}
