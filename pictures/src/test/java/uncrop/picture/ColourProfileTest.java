package uncrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static uncrop.picture.TestFiles.colours;
import static uncrop.picture.TestFiles.encoded;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uncrop.pixels.Raster;

class ColourProfileTest {
  private final PictureReader reader = new PictureReader(PictureLimits.DEFAULT);

  @ParameterizedTest
  @EnumSource(Format.class)
  void display_p3_in_gives_the_same_numbers_and_the_same_profile_out(Format format) {
    byte[] p3 = TestProfiles.displayP3();
    Metadata metadata = new Metadata(Optional.of(p3), Optional.empty());
    Raster source = colours(48, 40);

    Picture plain = reader.read(encoded(source, format), "image");
    Picture tagged = reader.read(encoded(source, format, metadata), "image");
    Picture again = reader.read(encoded(tagged.raster(), format, tagged.metadata()), "image");

    assertThat(tagged.raster().argb()).isEqualTo(plain.raster().argb());
    assertThat(tagged.metadata().icc()).hasValue(p3);
    assertThat(again.metadata().icc()).hasValue(p3);
    assertThat(again.warnings()).isEmpty();
    if (format != Format.JPEG) {
      assertThat(tagged.raster().argb()).isEqualTo(source.argb());
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void a_profile_of_many_segments_comes_back_whole(Format format) {
    byte[] large = Arrays.copyOf(TestProfiles.displayP3(), 200_001);
    byte[] file =
        encoded(colours(9, 7), format, new Metadata(Optional.of(large), Optional.empty()));
    assertThat(reader.read(file, "image").metadata().icc()).hasValue(large);
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"PNG", "JPEG"})
  void a_grey_picture_keeps_its_grey_profile_and_its_one_channel(Format format) {
    Metadata metadata = new Metadata(Optional.of(TestProfiles.grey()), Optional.empty());
    byte[] file = encoded(grey(20, 10), format, metadata);

    Picture picture = reader.read(file, "image");

    assertThat(TestFiles.jdkRead(file).getRaster().getNumBands()).isEqualTo(1);
    assertThat(picture.metadata().icc()).hasValue(TestProfiles.grey());
    assertThat(picture.raster().argb()).isEqualTo(grey(20, 10).argb());
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void a_grey_profile_is_dropped_where_the_picture_has_colours(Format format) {
    Metadata metadata = new Metadata(Optional.of(TestProfiles.grey()), Optional.empty());
    List<String> warnings = new ArrayList<>();

    byte[] file =
        PictureWriter.encode(
            colours(20, 10), new Encoding(format, 90), metadata, Optional.empty(), warnings::add);

    assertThat(reader.read(file, "image").metadata().icc()).isEmpty();
    assertThat(warnings).singleElement().asString().contains("grey colour profile");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void a_colour_profile_keeps_a_grey_picture_in_three_channels(Format format) {
    Metadata metadata = new Metadata(Optional.of(TestProfiles.displayP3()), Optional.empty());
    Picture picture = reader.read(encoded(grey(20, 10), format, metadata), "image");
    assertThat(picture.metadata().icc()).hasValue(TestProfiles.displayP3());
    assertThat(picture.raster().argb()).isEqualTo(grey(20, 10).argb());
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void a_damaged_profile_is_dropped_with_a_warning(Format format) {
    byte[] broken = TestProfiles.displayP3();
    broken[36] = 'x';
    Metadata metadata = new Metadata(Optional.of(broken), Optional.empty());
    Picture picture = reader.read(encoded(colours(9, 9), format, metadata), "image");
    assertThat(picture.metadata().icc()).isEmpty();
    assertThat(picture.warnings()).singleElement().asString().contains("profile");
  }

  @Test
  void a_grey_png_of_the_jdk_keeps_its_numbers() {
    BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    byte[] samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < 256; i++) {
      samples[i] = (byte) i;
    }
    Raster raster = reader.read(TestFiles.jdkPng(image), "image").raster();
    for (int i = 0; i < 256; i++) {
      assertThat(raster.at(i, 0)).isEqualTo(0xFF00_0000 | i * 0x010101);
    }
  }

  /** Flat, so that JPEG keeps it as well. */
  private static Raster grey(int width, int height) {
    Raster raster = new Raster(width, height);
    Arrays.fill(raster.argb(), 0xFF60_6060);
    return raster;
  }
}
