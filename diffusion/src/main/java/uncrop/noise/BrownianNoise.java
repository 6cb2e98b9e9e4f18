package uncrop.noise;

import java.util.Arrays;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * The noise of the DPM++ SDE samplers: increments of a Brownian path over the noise levels, scaled
 * to variance 1 (k-diffusion, {@code BrownianTreeNoiseSampler}). Halving the steps refines the same
 * path, so pictures of one seed agree at different step counts.
 */
public final class BrownianNoise implements Noise {
  private final BrownianTree[] trees;
  private final boolean perImage;

  private BrownianNoise(boolean perImage, BrownianTree... trees) {
    this.perImage = perImage;
    this.trees = trees;
  }

  /**
   * One path for the whole batch.
   *
   * @param seed unsigned
   * @param sigmaMin the least noise level above 0 of the run
   * @param sigmaMax the greatest noise level of the run
   */
  public static BrownianNoise of(long seed, double sigmaMin, double sigmaMax, long... shape) {
    return new BrownianNoise(false, new BrownianTree(seed, sigmaMin, sigmaMax, shape));
  }

  /**
   * One path for each image, which then does not depend on the others in its batch.
   *
   * @param seeds one for each image, unsigned
   * @param imageShape of one image, without the batch: [C, h, w]
   */
  public static BrownianNoise perImage(
      long[] seeds, double sigmaMin, double sigmaMax, long... imageShape) {
    return new BrownianNoise(
        true,
        Arrays.stream(seeds)
            .mapToObj(seed -> new BrownianTree(seed, sigmaMin, sigmaMax, imageShape))
            .toArray(BrownianTree[]::new));
  }

  @Override
  public Tensor between(double sigma, double next) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor[] increments = new Tensor[trees.length];
      for (int i = 0; i < trees.length; i++) {
        increments[i] = trees[i].increment(Math.min(sigma, next), Math.max(sigma, next));
      }
      Tensor increment = perImage ? Tensor.stack(0, increments) : increments[0];
      // Sampling goes down the levels, against the path's time: hence the sign.
      double sign = next < sigma ? -1 : 1;
      double root = (float) Math.sqrt(Math.abs((float) next - (float) sigma));
      return scope.keep(increment.times(sign).over(root));
    }
  }
}
