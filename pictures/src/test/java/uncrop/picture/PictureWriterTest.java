package uncrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;
import uncrop.pixels.Raster;

class PictureWriterTest {
  private static final int ALPHA = 0xFF00_0000;

  private final PictureReader reader = new PictureReader(PictureLimits.DEFAULT);

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void png_and_webp_at_100_keep_every_pixel_of_every_kind_of_picture(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 24; i++) {
      Raster source = random(random, 1 + random.nextInt(70), 1 + random.nextInt(70), i % 4);
      for (Format format : List.of(Format.PNG, Format.WEBP)) {
        Raster back = reader.read(TestFiles.encoded(source, format), "image").raster();
        assertThat(back.argb()).as("seed %d, %d, %s", seed, i, format).isEqualTo(source.argb());
        assertThat(back.size()).isEqualTo(source.size());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void a_png_of_many_blocks_is_what_the_jdk_reads(int kind) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    Raster source = random(random, 1000, 900, kind);

    byte[] file = TestFiles.encoded(source, Format.PNG);
    BufferedImage image = TestFiles.jdkRead(file);

    assertThat(image.getRaster().getNumBands()).isEqualTo(List.of(3, 4, 1, 2).get(kind));
    assertThat(reader.read(file, "image").raster().argb()).isEqualTo(source.argb());
    if (kind < 2) { // The JDK brightens grey on its way to RGB.
      int[] seen = image.getRGB(0, 0, 1000, 900, null, 0, 1000);
      assertThat(seen).isEqualTo(source.argb());
    }
  }

  @Test
  void the_bytes_of_a_png_do_not_depend_on_the_threads() throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(6);
    Raster source = random(random, 1200, 900, 0);
    byte[] wide = TestFiles.encoded(source, Format.PNG);
    try (var one = new java.util.concurrent.ForkJoinPool(1)) {
      assertThat(one.submit(() -> TestFiles.encoded(source, Format.PNG)).get()).isEqualTo(wide);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 89, 90, 100})
  void jpeg_keeps_its_chroma_whole_from_quality_90(int quality) {
    byte[] file = encoded(TestFiles.colours(40, 40), new Encoding(Format.JPEG, quality));
    int frame = 0;
    while ((file[frame] & 255) != 0xFF || (file[frame + 1] & 255) != 0xC0) {
      frame++;
    }
    assertThat(file[frame + 11]).isEqualTo((byte) (quality >= 90 ? 0x11 : 0x22));
  }

  @Test
  void jpeg_lays_transparency_on_white_and_says_so() {
    Raster source = new Raster(16, 16);
    Arrays.fill(source.argb(), 0x80_00_00_00);
    List<String> warnings = new ArrayList<>();
    byte[] file =
        PictureWriter.encode(
            source, new Encoding(Format.JPEG, 95), Metadata.NONE, Optional.empty(), warnings::add);
    assertThat(reader.read(file, "image").raster().at(8, 8)).isEqualTo(0xFF7F7F7F);
    assertThat(warnings).singleElement().asString().contains("transparen");
  }

  @Test
  void quality_orders_the_sizes_of_lossy_files() {
    Raster source = TestFiles.colours(200, 200);
    for (Format format : List.of(Format.JPEG, Format.WEBP)) {
      assertThat(encoded(source, new Encoding(format, 20)).length)
          .isLessThan(encoded(source, new Encoding(format, 70)).length)
          .isLessThan(encoded(source, new Encoding(format, 99)).length);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"JPEG", "WEBP"})
  void a_side_that_a_format_cannot_hold_is_an_error_that_names_the_format(Format format) {
    int largest = format == Format.JPEG ? 65_500 : 16_383;
    Encoding encoding = new Encoding(format, 80);

    byte[] file = encoded(new Raster(1, largest), encoding);

    assertThat(reader.read(file, "image").raster().height()).isEqualTo(largest);
    assertThatThrownBy(() -> encoded(new Raster(largest + 1, 1), encoding))
        .isInstanceOfSatisfying(BadInput.class, e -> assertThat(e.field()).isEqualTo("format"))
        .hasMessageContaining(format.toString())
        .hasMessageContaining(Integer.toString(largest));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 101})
  void quality_is_1_to_100(int quality) {
    assertThatThrownBy(() -> new Encoding(Format.JPEG, quality))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("quality " + quality);
  }

  private static byte[] encoded(Raster raster, Encoding encoding) {
    return PictureWriter.encode(raster, encoding, Metadata.NONE, Optional.empty());
  }

  /** Noise over a gradient: opaque colours, with alpha, opaque grey, grey with alpha. */
  private static Raster random(RandomGenerator random, int width, int height, int kind) {
    Raster raster = TestFiles.colours(width, height);
    int[] argb = raster.argb();
    for (int i = 0; i < argb.length; i++) {
      int p = argb[i] ^ random.nextInt() & 0x07070707;
      p = kind < 2 ? p : p & ALPHA | (p & 255) * 0x010101;
      argb[i] = kind % 2 == 0 ? p | ALPHA : p & 0xFFFFFF | random.nextInt(256) << 24;
    }
    return raster;
  }
}
