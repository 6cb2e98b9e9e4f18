package uncrop.sampler;

import java.util.OptionalDouble;
import uncrop.fault.BadInput;

/**
 * What can be set on samplers. Those that have no such knob ignore it.
 *
 * @param eta how much noise an ancestral or SDE sampler adds on its way: 0 none, 1 as much as the
 *     diffusion has. Empty: the sampler's own default
 * @param noiseScale (s_noise) multiplies all noise that is added; 1 as a rule
 * @param churn (s_churn, Karras et al. 2022, algorithm 2) noise added before each step of euler,
 *     heun, heunpp2 and dpm_2, summed up over the run; 0 as a rule
 * @param churnFrom (s_tmin) the least level at which to churn
 * @param churnTo (s_tmax) the greatest
 */
public record Knobs(
    OptionalDouble eta, double noiseScale, double churn, double churnFrom, double churnTo) {
  public static final Knobs DEFAULT =
      new Knobs(OptionalDouble.empty(), 1, 0, 0, Double.POSITIVE_INFINITY);

  public Knobs {
    if (eta.isPresent() && !(eta.getAsDouble() >= 0 && eta.getAsDouble() <= 1)) {
      throw new BadInput("eta", eta.getAsDouble(), "must be 0 to 1");
    }
    if (!(noiseScale >= 0 && Double.isFinite(noiseScale))) {
      throw new BadInput("s_noise", noiseScale, "must be 0 or more");
    }
    if (!(churn >= 0 && Double.isFinite(churn))) {
      throw new BadInput("s_churn", churn, "must be 0 or more");
    }
    if (!(churnFrom >= 0 && churnTo >= churnFrom)) {
      throw new BadInput("s_tmin", churnFrom, "must be 0 or more, and at most s_tmax " + churnTo);
    }
  }

  public Knobs withEta(double newEta) {
    return new Knobs(OptionalDouble.of(newEta), noiseScale, churn, churnFrom, churnTo);
  }

  public Knobs withNoiseScale(double scale) {
    return new Knobs(eta, scale, churn, churnFrom, churnTo);
  }

  public Knobs withChurn(double amount, double from, double to) {
    return new Knobs(eta, noiseScale, amount, from, to);
  }
}
