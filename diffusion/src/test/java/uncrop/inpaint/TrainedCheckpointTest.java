package uncrop.inpaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.checkpoint.Checkpoint;
import uncrop.geometry.Size;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.parity.Vectors;
import uncrop.pillow.Levels;
import uncrop.pixels.Raster;
import uncrop.tensor.TensorScope;
import uncrop.text.TinyModels;

/** The one checkpoint here that was trained, on a few photos: what it paints goes on in colour. */
class TrainedCheckpointTest {
  private static final Path TRAINED = Vectors.resource("trained");
  private static final Path PHOTOS = Path.of("..", "examples");
  private static final List<String> NAMES =
      List.of("black-canyon.jpg", "dust-bowl-home.jpg", "coffee.png");
  private static final Size SIZE = new Size(256, 256);

  /** Pixels that are painted at one side. */
  private static final int PAINTED = 96;

  /** Pixels beside the seam, on either side of it, whose colours are compared. */
  private static final int BESIDE = 16;

  /** Along the seam. */
  private static final int BLOCK = 32;

  @Test
  void each_step_and_the_picture_are_diffusers() {
    Recording steps = new Recording();
    try (TensorScope scope = TensorScope.open();
        Vectors expected = Vectors.open("parity/e2e/trained.safetensors");
        Checkpoint checkpoint = Checkpoint.open(TRAINED);
        Inpainter inpainter =
            new Inpainter(checkpoint, Placement.onCpu(Precision.FP32), Residency.PAINTERS)) {
      Raster picture = Levels.rgb(expected.get("image"));

      InpaintResult result =
          inpainter.paint(
              new InpaintRequest(
                  picture,
                  Levels.grey(expected.get("mask")),
                  picture.size(),
                  new Prompts("rocks and a river in a canyon", "a cat", 0),
                  Method.of(Compat.DIFFUSERS, null, null, OptionalDouble.empty()),
                  6,
                  3,
                  1,
                  1234),
              steps);

      assertThat(steps.timesteps()).containsExactly(expected.get("timesteps").toFloats());
      assertThat(steps.differences(expected.get("latents")))
          .allSatisfy(share -> assertThat(share).isLessThanOrEqualTo(1e-3));
      assertThat(Recording.beyondALevel(result.picture(), expected.get("out.image_u8")))
          .isLessThanOrEqualTo(0.001);
    }
  }

  @ParameterizedTest
  @CsvSource({"DIFFUSERS, false", "COMFY, true"})
  void what_is_painted_beside_the_seam_has_the_colours_beside_it(Compat compat, boolean right)
      throws IOException {
    List<Raster> sources = new ArrayList<>();
    for (String name : NAMES) {
      sources.add(photo(name));
    }
    List<Raster> painted = painted(TRAINED, sources, compat, right);
    List<Raster> noise = painted(TinyModels.SD15_FOLDER, sources.subList(0, 1), compat, right);

    double own = 0;
    double others = 0;
    double itself = 0;
    for (int i = 0; i < NAMES.size(); i++) {
      own += colourStep(painted.get(i), sources.get(i), right) / NAMES.size();
      itself += colourStep(sources.get(i), sources.get(i), right) / NAMES.size();
      for (int j = 0; j < NAMES.size(); j++) {
        if (i != j) {
          others +=
              colourStep(painted.get(j), sources.get(i), right)
                  / (NAMES.size() * (NAMES.size() - 1));
        }
      }
    }
    double random = colourStep(noise.getFirst(), sources.getFirst(), right);
    System.out.printf(
        Locale.ROOT,
        "%s, %s: %.1f levels; beside another photo %.1f; random weights %.1f; the photos %.1f%n",
        compat,
        right ? "right" : "left",
        own,
        others,
        random,
        itself);
    assertThat(own).isLessThan(45).isLessThan(others / 2).isLessThan(random / 2);
  }

  private static List<Raster> painted(
      Path model, List<Raster> sources, Compat compat, boolean right) {
    List<Raster> painted = new ArrayList<>();
    try (TensorScope scope = TensorScope.open();
        Checkpoint checkpoint = Checkpoint.open(model);
        Inpainter inpainter =
            new Inpainter(checkpoint, Placement.onCpu(Precision.FP32), Residency.PAINTERS)) {
      for (Raster source : sources) {
        InpaintRequest request =
            new InpaintRequest(
                source,
                side(right),
                SIZE,
                new Prompts("", "", 0),
                Method.of(compat, null, null, OptionalDouble.empty()),
                10,
                1,
                1,
                7);
        painted.add(inpainter.paint(request, InpaintListener.NONE).picture());
      }
    }
    return painted;
  }

  private static Raster side(boolean right) {
    Raster mask = new Raster(SIZE.width(), SIZE.height());
    for (int y = 0; y < SIZE.height(); y++) {
      for (int x = 0; x < SIZE.width(); x++) {
        boolean paints = right ? x >= SIZE.width() - PAINTED : x < PAINTED;
        mask.set(x, y, paints ? 0xFFFFFFFF : 0xFF000000);
      }
    }
    return mask;
  }

  /** How far the mean colours on either side of the seam are apart, in levels of 255. */
  private static double colourStep(Raster painted, Raster source, boolean right) {
    int seam = right ? SIZE.width() - PAINTED : PAINTED;
    int inside = right ? seam : seam - BESIDE;
    int outside = right ? seam - BESIDE : seam;
    double sum = 0;
    for (int y = 0; y < SIZE.height(); y += BLOCK) {
      double[] mine = mean(painted, inside, y);
      double[] kept = mean(source, outside, y);
      sum += Math.hypot(Math.hypot(mine[0] - kept[0], mine[1] - kept[1]), mine[2] - kept[2]);
    }
    return sum / (SIZE.height() / BLOCK);
  }

  private static double[] mean(Raster picture, int left, int top) {
    double[] mean = new double[3];
    for (int y = top; y < top + BLOCK; y++) {
      for (int x = left; x < left + BESIDE; x++) {
        for (int channel = 0; channel < 3; channel++) {
          mean[channel] += (picture.at(x, y) >> 8 * channel & 255) / (double) (BLOCK * BESIDE);
        }
      }
    }
    return mean;
  }

  /** The middle of a photo at half its size. */
  private static Raster photo(String name) throws IOException {
    BufferedImage photo = ImageIO.read(PHOTOS.resolve(name).toFile());
    int step = Math.min(photo.getWidth(), photo.getHeight()) >= 2 * SIZE.width() ? 2 : 1;
    int left = (photo.getWidth() - step * SIZE.width()) / 2;
    int top = (photo.getHeight() - step * SIZE.height()) / 2;
    Raster raster = new Raster(SIZE.width(), SIZE.height());
    for (int y = 0; y < SIZE.height(); y++) {
      for (int x = 0; x < SIZE.width(); x++) {
        raster.set(x, y, 0xFF000000 | photo.getRGB(left + step * x, top + step * y));
      }
    }
    return raster;
  }
}
