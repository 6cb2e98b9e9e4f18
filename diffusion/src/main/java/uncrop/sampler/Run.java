package uncrop.sampler;

import org.jspecify.annotations.Nullable;
import uncrop.noise.Noise;
import uncrop.schedule.SigmaTable;
import uncrop.schedule.Sigmas;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * What a sampler is given, and the loop that they share.
 *
 * <p>Each step runs in a scope of its own, so memory is flat: only the latents outlive it, and what
 * a {@link History} copied.
 */
final class Run {
  private final Denoiser denoiser;
  final Tensor initial;
  final Sigmas sigmas;
  final SigmaTable table;
  final Knobs knobs;
  private final Noise noise;
  private final StepListener listener;
  private @Nullable Tensor firstDenoised;

  Run(
      Denoiser denoiser,
      Tensor initial,
      Sigmas sigmas,
      SigmaTable table,
      Noise noise,
      Knobs knobs,
      StepListener listener) {
    this.denoiser = denoiser;
    this.initial = initial;
    this.sigmas = sigmas;
    this.table = table;
    this.noise = noise;
    this.knobs = knobs;
    this.listener = listener;
  }

  /** How one step leads from latents at one level to latents at the next. */
  @FunctionalInterface
  interface Rule {
    /**
     * @param i the step, from 0
     * @param sigma the level of x
     * @param next the level to reach; 0 in the last step as a rule
     */
    Tensor step(int i, Tensor x, float sigma, float next);
  }

  /** How latents change in one step, whatever its levels. */
  @FunctionalInterface
  interface Change {
    Tensor of(Tensor x);
  }

  Tensor overLevels(Rule rule) {
    Tensor x = initial;
    for (int i = 0; i < sigmas.steps(); i++) {
      int step = i;
      float sigma = sigmas.at(i);
      float next = sigmas.at(i + 1);
      x = advance(i, sigmas.steps(), sigma, x, old -> rule.step(step, old, sigma, next));
    }
    return x;
  }

  /** Takes one step in a scope of its own, lets go of the old latents and tells the listener. */
  Tensor advance(int index, int steps, float sigma, Tensor x, Change change) {
    Tensor advanced;
    try (TensorScope scope = TensorScope.open()) {
      firstDenoised = null;
      advanced = scope.keep(change.of(x));
      Tensor shown = firstDenoised == null ? advanced : firstDenoised;
      firstDenoised = null;
      listener.after(new StepListener.Step(index, steps, sigma, advanced, shown));
    }
    if (x != initial && x != advanced) {
      x.close();
    }
    return advanced;
  }

  Tensor denoised(Tensor x, float sigma) {
    Tensor denoised = denoiser.denoised(x, sigma);
    if (firstDenoised == null) {
      firstDenoised = denoised;
    }
    return denoised;
  }

  /** dx / dsigma, the direction of Karras et al. 2022, equation 3. */
  Tensor derivative(Tensor x, float sigma) {
    return derivative(x, denoised(x, sigma), sigma);
  }

  static Tensor derivative(Tensor x, Tensor denoised, float sigma) {
    return x.minus(denoised).over(sigma);
  }

  float eta(double ifUnset) {
    return (float) knobs.eta().orElse(ifUnset);
  }

  /** x with new noise of a standard deviation. */
  Tensor noisy(Tensor x, float sigma, float next, float deviation) {
    return x.plus(noise.between(sigma, next).times(knobs.noiseScale()).times(deviation));
  }
}
