package uncrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uncrop.picture.TestFiles.chunk;
import static uncrop.picture.TestFiles.png;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;

class PngReadingTest {
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GREY_ALPHA = 4;
  private static final int RGBA = 6;

  private final PictureReader reader = new PictureReader(PictureLimits.DEFAULT);

  private Picture read(byte[] file) {
    return reader.read(file, "image");
  }

  private int[] pixels(byte[] file) {
    return read(file).raster().argb();
  }

  @Test
  void grey_of_1_2_and_4_bits_spreads_over_the_whole_range() {
    assertThat(pixels(png(2, 1, 1, GREY, bytes(0, 0b0100_0000))))
        .containsExactly(0xFF000000, 0xFFFFFFFF);
    assertThat(pixels(png(4, 1, 2, GREY, bytes(0, 0b00_01_10_11))))
        .containsExactly(0xFF000000, 0xFF555555, 0xFFAAAAAA, 0xFFFFFFFF);
    assertThat(pixels(png(2, 1, 4, GREY, bytes(0, 0x7F)))).containsExactly(0xFF777777, 0xFFFFFFFF);
  }

  @Test
  void grey_has_the_transparency_that_it_declares() {
    byte[] transparent = chunk("tRNS", bytes(0, 9));
    assertThat(pixels(png(2, 1, 8, GREY, bytes(0, 9, 10), transparent)))
        .containsExactly(0x00090909, 0xFF0A0A0A);
  }

  @Test
  void colour_has_the_transparency_that_it_declares() {
    byte[] transparent = chunk("tRNS", bytes(0, 1, 0, 2, 0, 3));
    assertThat(pixels(png(2, 1, 8, RGB, bytes(0, 1, 2, 3, 1, 2, 4), transparent)))
        .containsExactly(0x00010203, 0xFF010204);
  }

  @Test
  void a_palette_gives_its_colours_and_their_alpha() {
    byte[] palette = chunk("PLTE", bytes(1, 2, 3, 250, 251, 252));
    byte[] alpha = chunk("tRNS", bytes(7));
    assertThat(pixels(png(2, 1, 8, PALETTE, bytes(0, 1, 0), palette, alpha)))
        .containsExactly(0xFFFAFBFC, 0x07010203);
    assertThat(pixels(png(3, 1, 1, PALETTE, bytes(0, 0b1010_0000), palette)))
        .containsExactly(0xFFFAFBFC, 0xFF010203, 0xFFFAFBFC);
  }

  @Test
  void alpha_is_not_multiplied_into_the_colours() {
    assertThat(pixels(png(2, 1, 8, RGBA, bytes(0, 200, 100, 50, 1, 4, 5, 6, 0))))
        .containsExactly(0x01C86432, 0x00040506);
    assertThat(pixels(png(1, 1, 8, GREY_ALPHA, bytes(0, 200, 3)))).containsExactly(0x03C8C8C8);
  }

  @Test
  void sixteen_bits_are_rounded_to_the_nearest_of_eight() {
    ByteBuffer row = ByteBuffer.allocate(1 + 2 * 65536);
    row.put((byte) 0);
    for (int v = 0; v < 65536; v++) {
      row.putShort((short) v);
    }
    Picture picture = read(png(65536, 1, 16, GREY, row.array()));
    for (int v = 0; v < 65536; v++) {
      int nearest = (int) Math.round(v / 257.0);
      assertThat(picture.raster().at(v, 0)).isEqualTo(0xFF000000 | nearest * 0x010101);
    }
    assertThat(picture.warnings()).singleElement().asString().contains("16 bits");
  }

  @Test
  void sixteen_bits_of_colour_and_alpha_are_read() {
    byte[] row = bytes(0, 0x12, 0x34, 0xFF, 0xFF, 0, 0, 0x80, 0x80);
    assertThat(pixels(png(1, 1, 16, RGBA, row))).containsExactly(0x8012FF00);
  }

  @Test
  void interlaced_rows_come_out_in_their_places() {
    // 3 x 3 in the seven passes of Adam7: (0,0); none; none; (2,0); (0,2) (2,2); (1,0) (1,2); row
    // 1.
    byte[] rows = bytes(0, 1, 0, 3, 0, 7, 9, 0, 2, 0, 8, 0, 4, 5, 6);
    byte[] file = png(3, 3, 8, GREY, rows);
    file[28] = 1;
    System.arraycopy(chunk("IHDR", Arrays.copyOfRange(file, 16, 29)), 0, file, 8, 25);
    assertThat(Arrays.stream(pixels(file)).map(p -> p & 255))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void content_credentials_animation_and_a_foreign_gamma_draw_warnings() {
    byte[] row = bytes(0, 1, 2, 3);
    byte[] linear = chunk("gAMA", ByteBuffer.allocate(4).putInt(100_000).array());
    assertThat(read(png(1, 1, 8, RGB, row, chunk("caBX", bytes(1)))).warnings())
        .singleElement()
        .asString()
        .contains("Content Credentials");
    assertThat(read(png(1, 1, 8, RGB, row, chunk("acTL", new byte[8]))).warnings())
        .singleElement()
        .asString()
        .contains("animated");
    assertThat(read(png(1, 1, 8, RGB, row, linear)).warnings())
        .singleElement()
        .asString()
        .contains("gAMA");
    assertThat(pixels(png(1, 1, 8, RGB, row, linear))).containsExactly(0xFF010203);
  }

  @Test
  void a_profile_that_inflates_without_end_is_dropped() {
    byte[] bomb = TestFiles.joined(bytes('x', 0, 0), TestFiles.deflated(new byte[64 << 20]));
    Picture picture = read(png(1, 1, 8, RGB, bytes(0, 1, 2, 3), chunk("iCCP", bomb)));
    assertThat(picture.metadata().icc()).isEmpty();
    assertThat(picture.warnings()).singleElement().asString().contains("profile");
  }

  @Test
  void a_wrong_checksum_is_an_error_where_pixels_depend_on_it_only() {
    byte[] file = TestFiles.encoded(TestFiles.colours(5, 5), Format.PNG);
    byte[] withText = TestFiles.withChunk(file, "tEXt", bytes('a', 0, 'b'));
    withText[33 + 8] ^= 1;
    assertThat(read(withText).warnings()).isEmpty();
    file[file.length - 14] ^= 1;
    assertThatThrownBy(() -> read(file)).isInstanceOf(BadInput.class).hasMessageContaining("IDAT");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void any_picture_the_jdk_writes_is_read_as_the_jdk_reads_it(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 20; i++) {
      int type = random.nextBoolean() ? 1 : 2; // TYPE_INT_RGB, TYPE_INT_ARGB
      var image =
          new java.awt.image.BufferedImage(1 + random.nextInt(40), 1 + random.nextInt(40), type);
      int[] argb = random.ints((long) image.getWidth() * image.getHeight()).toArray();
      image.setRGB(0, 0, image.getWidth(), image.getHeight(), argb, 0, image.getWidth());
      int[] expected =
          image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
      assertThat(pixels(TestFiles.jdkPng(image))).as("seed %d, %d", seed, i).isEqualTo(expected);
    }
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
