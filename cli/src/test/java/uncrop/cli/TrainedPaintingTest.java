package uncrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uncrop.pixels.Raster;

/**
 * Whole outpaintings by the small checkpoint that was trained: it paints blurred rocks and skies,
 * which is enough to measure seams, borders of windows and shifts in colour.
 */
class TrainedPaintingTest {
  private static final Path MODEL = Path.of("../diffusion/src/test/resources/trained");
  private static final Path PHOTO = Path.of("../examples/black-canyon.jpg");
  private static final int WIDTH = 256;
  private static final int HEIGHT = 192;

  @TempDir private Path folder;
  private Path source;
  private Raster photo;

  @BeforeEach
  void cut() {
    Raster whole = TestPictures.read(PHOTO).raster();
    photo = new Raster(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        photo.set(x, y, whole.at(60 + x, 120 + y));
      }
    }
    source = TestPictures.write(folder.resolve("photo.png"), photo);
  }

  @Test
  void what_is_painted_goes_on_in_the_colours_beside_it() {
    Raster wide = paint("wide.png", "--right", "96", "--seed", "5");

    double step = difference(columns(wide, WIDTH - 8, 8), columns(wide, WIDTH, 8));
    double control = difference(columns(mirrored(wide), WIDTH - 8, 8), columns(wide, WIDTH, 8));
    assertThat(step).as("levels; upside down it is %.1f", control).isLessThan(30);
    assertThat(step).isLessThan(control / 2);
  }

  @Test
  void windows_and_levels_leave_no_line_and_the_colours_do_not_drift() {
    Raster wide = paint("wide.png", "--left", "280", "--right", "280", "--seed", "2");

    assertThat(wide.width()).isEqualTo(280 + WIDTH + 280);
    List<Double> steps = new ArrayList<>();
    for (int x = 8; x < wide.width() - 8; x++) {
      boolean atSource = Math.abs(x - 280) < 8 || Math.abs(x - 280 - WIDTH) < 8;
      boolean inSource = x >= 280 && x < 280 + WIDTH;
      if (!atSource && !inSource) {
        steps.add(difference(columns(wide, x - 2, 2), columns(wide, x, 2)));
      }
    }
    double[] sorted = steps.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double usual = sorted[sorted.length / 2];
    assertThat(sorted[sorted.length - 1])
        .as("steepest column, where %.1f is usual", usual)
        .isLessThan(4 * usual + 4);
    double outermost = mean(columns(wide, 0, 90));
    assertThat(outermost).isBetween(mean(columns(photo, 0, WIDTH)) - 60, 255.0);
  }

  @Test
  void the_photo_stays_byte_for_byte_whatever_the_windows() {
    Raster wide =
        paint("all.png", "--left", "70", "--top", "50", "--right", "10", "--bottom", "30");

    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        assertThat(wide.at(70 + x, 50 + y)).isEqualTo(photo.at(x, y));
      }
    }
  }

  @Test
  void a_mask_is_painted_over_and_samples_differ() {
    Raster mask = new Raster(WIDTH, HEIGHT);
    Arrays.fill(mask.argb(), 0xFF000000);
    for (int y = 60; y < 120; y++) {
      Arrays.fill(mask.argb(), y * WIDTH + 100, y * WIDTH + 160, -1);
    }
    Path holes = TestPictures.write(folder.resolve("mask.png"), mask);

    paint("s.png", "--right", "32", "--mask", holes.toString(), "--samples", "2", "--seed", "1");

    Raster first = TestPictures.read(folder.resolve("s-1.png")).raster();
    Raster second = TestPictures.read(folder.resolve("s-2.png")).raster();
    assertThat(first.argb()).isNotEqualTo(second.argb());
    int changed = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean inMask = mask.at(x, y) == -1;
        if (inMask) {
          changed += first.at(x, y) == photo.at(x, y) ? 0 : 1;
        } else {
          assertThat(first.at(x, y)).isEqualTo(photo.at(x, y));
        }
      }
    }
    assertThat(changed).isGreaterThan(60 * 60 / 2);
  }

  private Raster paint(String output, String... options) {
    Path file = folder.resolve(output);
    List<String> all = new ArrayList<>(List.of("extend", source.toString(), "-o", file.toString()));
    all.addAll(
        List.of(
            "--model", MODEL.toString(), "--steps", "10", "--guidance", "2", "--dtype", "fp32"));
    all.addAll(List.of(options));
    CommandRun run = CommandRun.of(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return all.contains("--samples") ? photo : TestPictures.read(file).raster();
  }

  /** Of each row, the mean of some columns: red, green and blue. */
  private static double[][] columns(Raster picture, int from, int count) {
    double[][] rows = new double[picture.height()][3];
    for (int y = 0; y < picture.height(); y++) {
      for (int x = from; x < from + count; x++) {
        for (int channel = 0; channel < 3; channel++) {
          rows[y][channel] += (double) (picture.at(x, y) >> 8 * channel & 255) / count;
        }
      }
    }
    return rows;
  }

  private static double difference(double[][] some, double[][] others) {
    double sum = 0;
    for (int y = 0; y < some.length; y++) {
      for (int channel = 0; channel < 3; channel++) {
        sum += Math.abs(some[y][channel] - others[y][channel]);
      }
    }
    return sum / (3 * some.length);
  }

  private static double mean(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).average().orElseThrow();
  }

  private static Raster mirrored(Raster picture) {
    Raster upsideDown = new Raster(picture.width(), picture.height());
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        upsideDown.set(x, picture.height() - 1 - y, picture.at(x, y));
      }
    }
    return upsideDown;
  }
}
