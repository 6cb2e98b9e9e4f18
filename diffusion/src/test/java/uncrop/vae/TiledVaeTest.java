package uncrop.vae;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Tiles change a picture a little everywhere, since they share the statistics of a sample, but
 * nowhere abruptly. The measure is the error of tiling (tiled less whole) away from the picture's
 * own borders, and its steps from one pixel to the next, as shares of the picture's standard
 * deviation. Random weights answer to all that differs far more than trained ones do.
 */
class TiledVaeTest {
  private static final Tiling BLENDED = new Tiling(24, 8);
  private static final Tiling CUT = new Tiling(24, 0);

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("try")
  void a_smooth_picture_decodes_without_borders(TinyVae tiny) {
    try (TensorScope scope = TensorScope.open();
        Vae vae = tiny.read()) {
      Tensor latents = smooth(4, 40, 56);
      Tensor whole = vae.decode(latents);
      compare(tiny + " decoded", whole, tiling -> vae.decode(latents, tiling));
    }
  }

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("try")
  void a_smooth_picture_encodes_without_borders(TinyVae tiny) {
    try (TensorScope scope = TensorScope.open();
        Vae vae = tiny.read()) {
      Tensor picture = smooth(3, 320, 448).timesInPlace(0.5);
      Tensor whole = vae.encode(picture).mean();
      compare(tiny + " encoded", whole, tiling -> vae.encode(picture, tiling).mean());
    }
  }

  private static void compare(String what, Tensor whole, Function<Tiling, Tensor> tiled) {
    Tensor inside = inside(whole);
    double spread = inside.std().item();
    Tensor error = inside(tiled.apply(BLENDED)).minus(inside);
    Tensor cutError = inside(tiled.apply(CUT)).minus(inside);
    double off = error.abs().mean().item() / spread;
    double step = step(error) / spread;
    double cutStep = step(cutError) / spread;
    double ownStep = step(inside) / spread;
    System.out.printf(
        Locale.ROOT,
        "%s in tiles: off by %.3f on average, steps of %.3f (of %.3f were they not blended;"
            + " the picture itself has %.3f)%n",
        what,
        off,
        step,
        cutStep,
        ownStep);
    assertThat(off).as(what).isLessThan(0.25);
    assertThat(step).as(what).isLessThan(cutStep / 4).isLessThan(1.5 * ownStep);
  }

  /** Without a fifth on each side. */
  private static Tensor inside(Tensor picture) {
    long margin = picture.size(2) / 5;
    return picture
        .narrow(2, margin, picture.size(2) - 2 * margin)
        .narrow(3, margin, picture.size(3) - 2 * margin);
  }

  /** The greatest mean step between neighbouring rows or columns. */
  private static double step(Tensor error) {
    double greatest = 0;
    for (int dim = 2; dim <= 3; dim++) {
      long length = error.size(dim);
      Tensor steps = error.narrow(dim, 1, length - 1).minus(error.narrow(dim, 0, length - 1)).abs();
      greatest = Math.max(greatest, steps.mean(false, 0, 1, 5 - dim).max().item());
    }
    return greatest;
  }

  /** Waves that are longer than a tile. */
  private static Tensor smooth(int channels, int height, int width) {
    float[] values = new float[channels * height * width];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double wave = Math.sin(3.0 * y / height + c) + Math.cos(4.0 * x / width - 2 * c);
          values[(c * height + y) * width + x] = (float) wave;
        }
      }
    }
    return Tensor.of(values, 1L, channels, height, width);
  }
}
