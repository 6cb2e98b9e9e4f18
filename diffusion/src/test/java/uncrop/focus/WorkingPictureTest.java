package uncrop.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.geometry.Size;
import uncrop.parity.Vectors;
import uncrop.pillow.Levels;
import uncrop.pillow.PillowLanczos;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.tensor.TensorScope;

class WorkingPictureTest {
  private static final String GOLDEN = "golden/fooocus/image.safetensors";

  @Test
  void a_hole_is_filled_as_fooocus_fills_it() {
    try (TensorScope scope = TensorScope.open();
        Vectors golden = Vectors.open(GOLDEN)) {
      Raster picture = Levels.rgb(golden.get("fill64.image"));
      Mask mask = Pictures.painting(Levels.grey(golden.get("fill64.mask")), 127);

      assertThat(FillPyramid.filled(picture, mask).argb())
          .containsExactly(Levels.rgb(golden.get("fill64.out")).argb());
    }
  }

  @Test
  void a_side_is_filled_as_fooocus_fills_it() {
    Mask mask = Mask.keeping(new Size(48, 32));
    for (int i = 0; i < mask.values().length; i++) {
      mask.values()[i] = i % 48 < 14 ? Mask.PAINT : Mask.KEEP;
    }

    Raster filled = FillPyramid.filled(Pictures.picture(48, 32), mask);

    assertThat(Pictures.sha256(filled))
        .isEqualTo("e55d6dd1854ca010be889b68c8ba0dba717e97111c482336e568a4b069fc7c22");
  }

  @Test
  void a_megapixel_is_filled_in_seconds() {
    Raster picture = Pictures.picture(1024, 1024);
    Mask mask = Mask.keeping(picture.size());
    for (int i = 0; i < mask.values().length / 3; i++) {
      mask.values()[i] = Mask.PAINT;
    }
    long start = System.nanoTime();

    Raster filled = FillPyramid.filled(picture, mask);

    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf(
        Locale.ROOT, "60 passes over a megapixel: %.2f s%n", took.toMillis() / 1000.0);
    assertThat(filled.at(5, 1000)).isEqualTo(picture.at(5, 1000));
    assertThat(took).isLessThan(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soft", "soft2"})
  void a_soft_mask_is_fooocus(String name) {
    try (TensorScope scope = TensorScope.open();
        Vectors golden = Vectors.open(GOLDEN)) {
      Raster expected = Levels.grey(golden.get(name + ".out"));
      SoftMask soft = SoftMask.of(Pictures.painting(Levels.grey(golden.get(name + ".mask")), 128));

      assertSame(soft, expected);
    }
  }

  private static void assertSame(SoftMask soft, Raster expected) {
    for (int y = 0; y < expected.height(); y++) {
      for (int x = 0; x < expected.width(); x++) {
        assertThat(soft.at(x, y)).as("%d, %d", x, y).isEqualTo(expected.at(x, y) & 255);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"128, 200, 90", "128, 50, 37", "64, 131, 77", "64, 64, 64"})
  void a_part_is_brought_to_the_size_of_the_model_as_fooocus_does(int side, int width, int height) {
    try (TensorScope scope = TensorScope.open();
        Vectors golden = Vectors.open(GOLDEN)) {
      Raster canvas = Pictures.picture(width, height);

      Raster working = PillowLanczos.scaled(canvas, WorkingSize.fitted(canvas.size(), side));

      Raster expected = Levels.rgb(golden.get("ceil%d.%dx%d".formatted(side, width, height)));
      assertThat(working.size()).isEqualTo(expected.size());
      assertThat(working.argb()).containsExactly(expected.argb());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.618})
  void what_was_painted_is_put_back_as_fooocus_does(double field) {
    try (TensorScope scope = TensorScope.open();
        Vectors golden = Vectors.open(GOLDEN)) {
      Raster canvas = Levels.rgb(golden.get("post80x60.canvas"));
      Mask mask = Pictures.painting(Levels.grey(golden.get("post80x60.mask")), 128);
      WorkingPicture working = WorkingPicture.of(canvas, mask, field, 1024);
      assertThat(working.picture().size()).isEqualTo(new Size(1152, 896));

      Raster pasted = working.pasted(generated(working.picture().size()), canvas, mask);

      String name = "post80x60.k" + field;
      assertSame(SoftMask.of(mask), Levels.grey(golden.get(name + ".softmask")));
      assertThat(pasted.argb()).containsExactly(Levels.rgb(golden.get(name + ".out")).argb());
    }
  }

  /** What stands for a model's picture in the reference. */
  private static Raster generated(Size size) {
    Raster picture = new Raster(size.width(), size.height());
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        int red = x * 255 / (size.width() - 1);
        int green = y * 255 / (size.height() - 1);
        int blue = (x / 16 + y / 16) % 2 == 1 ? 220 : 20;
        picture.set(x, y, 0xFF000000 | red << 16 | green << 8 | blue);
      }
    }
    return picture;
  }

  @Test
  void what_is_far_from_the_hole_stays_to_the_last_bit() {
    Raster canvas = Pictures.picture(100, 40);
    Mask mask = Mask.keeping(canvas.size());
    for (int y = 0; y < 40; y++) {
      mask.set(99, y, Mask.PAINT);
    }
    WorkingPicture working = WorkingPicture.of(canvas, mask, 1, 64);

    Raster pasted = working.pasted(new Raster(64, 64), canvas, mask);

    for (int x = 0; x < 100; x++) {
      assertThat(pasted.at(x, 17) == canvas.at(x, 17)).as("column %d", x).isEqualTo(x < 68);
    }
    assertThat(pasted.at(99, 17)).isEqualTo(0xFF000000);
  }
}
