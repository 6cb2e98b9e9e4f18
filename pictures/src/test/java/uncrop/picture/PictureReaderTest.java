package uncrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.fault.BadInput;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

class PictureReaderTest {
  private final PictureReader reader = new PictureReader(PictureLimits.DEFAULT);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "GIF89a........, a GIF",
    "BM......, a BMP",
    "II*~...., a TIFF",
    "~~~ ftypheic...., a HEIC",
    "~~~ ftypavif...., an AVIF",
    "%PDF-1.7, a PDF",
    "<?xml version='1.0'?><svg/>, an SVG",
    "<!DOCTYPE html><p>Not found, a web page",
    "once upon a time, a text",
    "RIFF~...WAVEfmt, no picture"
  })
  void other_files_are_named_for_what_they_are(String content, String name) {
    byte[] bytes = content.replace('~', '\0').getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> reader.read(bytes, "image"))
        .isInstanceOfSatisfying(BadInput.class, e -> assertThat(e.field()).isEqualTo("image"))
        .hasMessageContaining("is " + name)
        .hasMessageContaining("PNG, JPEG or WebP");
  }

  @Test
  void a_wrong_name_draws_a_warning_and_no_more() throws Exception {
    Path file = folder.resolve("photo.jpg");
    Files.write(file, TestFiles.encoded(TestFiles.colours(3, 3), Format.PNG));
    Picture picture = reader.read(file);
    assertThat(picture.format()).isEqualTo(Format.PNG);
    assertThat(picture.warnings()).containsExactly("its name says JPEG, but it is a PNG");
  }

  @Test
  void a_right_name_and_none_draw_no_warning() throws Exception {
    for (String name : new String[] {"a.PNG", "a", "a.tmp"}) {
      Path file = folder.resolve(name);
      Files.write(file, TestFiles.encoded(TestFiles.colours(3, 3), Format.PNG));
      assertThat(reader.read(file).warnings()).isEmpty();
    }
  }

  @Test
  void missing_files_folders_and_empty_files_are_errors_that_name_them() throws Exception {
    assertThatThrownBy(() -> reader.read(folder.resolve("none.png")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("none.png")
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> reader.read(folder)).hasMessageContaining("is a folder");
    Path empty = Files.createFile(folder.resolve("empty.png"));
    assertThatThrownBy(() -> reader.read(empty)).hasMessageContaining("empty.png: is empty");
  }

  @Test
  void a_file_at_the_limits_is_read_and_one_over_them_is_not() throws Exception {
    byte[] png = TestFiles.encoded(TestFiles.colours(20, 10), Format.PNG);
    Path file = Files.write(folder.resolve("a.png"), png);
    PictureReader exact = new PictureReader(new PictureLimits(png.length, 200));
    assertThat(exact.read(file).raster().size()).hasToString("20x10");
    assertThatThrownBy(() -> new PictureReader(new PictureLimits(png.length - 1, 200)).read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("at most " + (png.length - 1) + " bytes");
    assertThatThrownBy(() -> new PictureReader(new PictureLimits(png.length, 199)).read(file))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("at most 199 pixels, it is 20x10");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_device_without_end_is_over_the_limit() {
    PictureReader small = new PictureReader(new PictureLimits(1000, 1000));
    assertThatThrownBy(() -> small.read(Path.of("/dev/zero")))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("at most 1000 bytes");
  }

  @Test
  void a_mask_paints_where_it_is_light() {
    int[] pixels = {0xFFFFFFFF, 0xFF000000, 0xFF808080, 0xFF7F7F7F, 0x00FFFFFF, 0x01FFFFFF};
    byte[] png = TestFiles.encoded(new Raster(6, 1, pixels), Format.PNG);

    Mask mask = reader.readMask(png, "mask", false);
    Mask inverted = reader.readMask(png, "mask", true);

    byte k = Mask.KEEP;
    byte p = Mask.PAINT;
    assertThat(mask.values()).containsExactly(p, k, p, k, k, p);
    assertThat(inverted.values()).containsExactly(k, p, k, p, p, k);
  }

  @Test
  void a_mask_weighs_the_colours_as_the_eye_does() {
    int[] pixels = {0xFF00FF00, 0xFFFF0000, 0xFF0000FF, 0xFFFFFF00};
    Mask mask =
        reader.readMask(TestFiles.encoded(new Raster(4, 1, pixels), Format.PNG), "mask", false);
    assertThat(mask.values()).containsExactly(Mask.PAINT, Mask.KEEP, Mask.KEEP, Mask.PAINT);
  }

  @Test
  void a_mask_file_that_is_missing_is_an_error_on_the_mask() {
    assertThatThrownBy(() -> reader.readMask(folder.resolve("no.png"), false))
        .isInstanceOfSatisfying(BadInput.class, e -> assertThat(e.field()).isEqualTo("mask"));
  }

  @ParameterizedTest
  @CsvSource({"png, PNG", "JPG, JPEG", "jpeg, JPEG", "image/webp, WEBP", "' WebP ', WEBP"})
  void formats_are_parsed_from_names_and_media_types(String text, Format format) {
    assertThat(Format.parse("format", text)).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource({"gif", "''", "image/", "png2"})
  void other_formats_are_refused(String text) {
    assertThatThrownBy(() -> Format.parse("format", text))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("png, jpeg or webp");
  }
}
