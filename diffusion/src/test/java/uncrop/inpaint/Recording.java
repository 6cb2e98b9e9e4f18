package uncrop.inpaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import uncrop.pillow.Levels;
import uncrop.pixels.Raster;
import uncrop.tensor.Tensor;

/** What each step of a run gave, to be compared with the reference's. */
final class Recording implements InpaintListener {
  private final List<float[]> latents = new ArrayList<>();
  private final List<Double> timesteps = new ArrayList<>();

  @Override
  public void begin(Stage stage) {}

  @Override
  public void after(Step step) {
    latents.add(step.latents().toFloats());
    timesteps.add(step.level());
  }

  float[] timesteps() {
    float[] all = new float[timesteps.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = timesteps.get(i).floatValue();
    }
    return all;
  }

  /** For each step the greatest difference as a share of the reference's greatest value. */
  List<Double> differences(Tensor expected) {
    List<Double> shares = new ArrayList<>();
    for (int step = 0; step < latents.size(); step++) {
      float[] mine = latents.get(step);
      float[] reference = expected.select(0, step).toFloats();
      assertThat(mine).hasSameSizeAs(reference);
      double largest = 0;
      double difference = 0;
      for (int i = 0; i < mine.length; i++) {
        largest = Math.max(largest, Math.abs(reference[i]));
        difference = Math.max(difference, Math.abs((double) mine[i] - reference[i]));
      }
      shares.add(difference / largest);
    }
    return shares;
  }

  /** The share of levels that differ by more than 1 from those of [H, W, 3]. */
  static double beyondALevel(Raster picture, Tensor expected) {
    Raster reference = Levels.rgb(expected);
    assertThat(picture.size()).isEqualTo(reference.size());
    int beyond = 0;
    for (int i = 0; i < reference.argb().length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        int mine = picture.argb()[i] >> shift & 255;
        int theirs = reference.argb()[i] >> shift & 255;
        beyond += Math.abs(mine - theirs) > 1 ? 1 : 0;
      }
    }
    return beyond / (3.0 * reference.argb().length);
  }
}
