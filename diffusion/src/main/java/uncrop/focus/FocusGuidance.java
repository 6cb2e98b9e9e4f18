package uncrop.focus;

import uncrop.fault.BadInput;
import uncrop.sampler.Guidance;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Guidance that sharpens, and that is held back at first.
 *
 * @param scale how far to go beyond the negative prompt's picture: 4
 * @param sharpness how much of what the positive prompt takes for noise is evened out, which leaves
 *     details in the picture; more the later the step. 0 for none, 2 as a rule, at most 30
 * @param adaptive the scale at the first step, from which it goes over to a greater scale; without
 *     effect on scales up to it. 7
 */
public record FocusGuidance(double scale, double sharpness, double adaptive) implements Guidance {
  private static final double PER_SHARPNESS = 0.001;
  private static final double MOST_SHARPNESS = 30;
  private static final int LAST_TIMESTEP = 999;

  /**
   * @throws BadInput unless the sharpness is 0 to 30 and the adaptive scale a number from 0
   */
  public FocusGuidance {
    if (!(sharpness >= 0 && sharpness <= MOST_SHARPNESS)) {
      throw new BadInput("sharpness", sharpness, "must be 0 to 30");
    }
    if (!(adaptive >= 0 && Double.isFinite(adaptive))) {
      throw new BadInput("adaptive guidance", adaptive, "must be 0 or more, such as 7");
    }
  }

  @Override
  public Tensor guided(Tensor x, Tensor positive, Tensor negative, int timestep) {
    try (TensorScope scope = TensorScope.open()) {
      double progress = 1 - timestep / (double) LAST_TIMESTEP;
      Tensor noise = sharpened(x.minus(positive), positive, progress);
      Tensor against = x.minus(negative);
      Tensor apart = noise.minus(against);
      Tensor guided = against.plus(apart, scale);
      if (scale > adaptive) {
        Tensor held = against.plus(apart, adaptive);
        guided = guided.times(progress).plus(held, 1 - progress);
      }
      return scope.keep(x.minus(guided));
    }
  }

  private Tensor sharpened(Tensor noise, Tensor picture, double progress) {
    double share = PER_SHARPNESS * sharpness * progress;
    return share == 0
        ? noise
        : Sharpness.filtered(noise, picture).times(share).plus(noise, 1 - share);
  }
}
