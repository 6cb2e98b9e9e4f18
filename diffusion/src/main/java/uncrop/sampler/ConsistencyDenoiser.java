package uncrop.sampler;

import uncrop.schedule.SigmaTable;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * A denoiser for a latent consistency model, whose prediction is mixed with x so that it is exact
 * where there is no noise (Luo et al. 2023, equations 9 and following).
 */
public final class ConsistencyDenoiser implements Denoiser {
  private static final float DATA_VARIANCE = 0.25f;
  private static final float TIMESTEP_SCALE = 10;

  private final Denoiser denoiser;
  private final SigmaTable table;

  /**
   * @param denoiser as for any model
   * @param table the distilled one
   */
  public ConsistencyDenoiser(Denoiser denoiser, SigmaTable table) {
    this.denoiser = denoiser;
    this.table = table;
  }

  @Override
  public Tensor denoised(Tensor x, double sigma) {
    float u = TIMESTEP_SCALE * table.timestep(sigma);
    float skip = DATA_VARIANCE / (u * u + DATA_VARIANCE);
    float out = u / (float) Math.sqrt(u * u + DATA_VARIANCE);
    try (TensorScope scope = TensorScope.open()) {
      return scope.keep(denoiser.denoised(x, sigma).times(out).plus(x.times(skip)));
    }
  }
}
