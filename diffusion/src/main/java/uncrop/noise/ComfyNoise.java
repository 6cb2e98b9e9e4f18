package uncrop.noise;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * The noise of one run as ComfyUI draws it on a CPU: FP32 from one stream seeded with the picture's
 * seed, first the initial noise, then whatever the sampler adds on its way.
 */
public final class ComfyNoise implements AutoCloseable {
  private final RandomStream stream;
  private final long seed;
  private final long[] shape;

  /**
   * @param shape of the latents: [B, C, h, w]
   */
  public ComfyNoise(long seed, long... shape) {
    this.stream = RandomStream.seeded(seed);
    this.seed = seed;
    this.shape = shape.clone();
  }

  /** The initial noise of the whole batch in one draw. To be asked for first. */
  public Tensor initial() {
    return stream.normal(DType.FP32, shape);
  }

  /**
   * The initial noise of certain images of a batch, each as it would be in the whole one: an image
   * is drawn for each index from 0 to the greatest. To be asked for first.
   *
   * @param batchIndex one for each image, 0 or more, in any order, repeated or not
   */
  public Tensor initial(int... batchIndex) {
    if (batchIndex.length != shape[0]) {
      throw new IllegalArgumentException(
          batchIndex.length + " batch indices for " + shape[0] + " images");
    }
    try (TensorScope scope = TensorScope.open()) {
      long[] one = shape.clone();
      one[0] = 1;
      Map<Integer, Tensor> wanted = new HashMap<>();
      int last = Arrays.stream(batchIndex).max().orElseThrow();
      for (int i = 0; i <= last; i++) {
        int index = i;
        Tensor drawn = stream.normal(DType.FP32, one);
        if (Arrays.stream(batchIndex).anyMatch(wish -> wish == index)) {
          wanted.put(index, drawn);
        } else {
          drawn.close();
        }
      }
      Tensor[] images = Arrays.stream(batchIndex).mapToObj(wanted::get).toArray(Tensor[]::new);
      return scope.keep(Tensor.cat(0, images));
    }
  }

  /** What comes after the initial noise: for the ancestral samplers, lcm, ddpm and their like. */
  public Noise following() {
    return Noise.of(stream, shape);
  }

  /** A path over the run's noise levels: for the SDE samplers. */
  public Noise brownian(double sigmaMin, double sigmaMax) {
    return BrownianNoise.of(seed, sigmaMin, sigmaMax, shape);
  }

  @Override
  public void close() {
    stream.close();
  }
}
