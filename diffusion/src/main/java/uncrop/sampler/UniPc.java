package uncrop.sampler;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uncrop.fault.BadInput;
import uncrop.schedule.Float32;
import uncrop.tensor.Tensor;

/**
 * UniPC: a predictor and a corrector that share their evaluations, of order 3 (Zhao et al. 2023,
 * "UniPC: A Unified Predictor-Corrector Framework", algorithms 5 to 8, picture prediction).
 */
final class UniPc {
  /*
   * Latents are variance preserving in here: x = alpha(s) x0 + std(s) noise, where s is the level
   * of everybody else, alpha = 1 / sqrt(1 + s^2) and std = s alpha. Time is lambda = ln(alpha / std).
   *
   * Why alpha, std and lambda are not computed by those short forms: the reference goes through
   * ln alpha and 1 - alpha^2 in float32, which at small s loses digits, and through the noise to
   * the picture and back. Results then differ by 4e-5 from the short forms'. We lose the same ones.
   *
   * The last level is 0.001 instead of 0, where lambda is infinite.
   */
  private static final int ORDER = 3;
  private static final int FEWEST_STEPS = 2;
  private static final float LAST_LEVEL = 0.001f;

  private final Run run;
  private final boolean second;
  private final @Nullable Blend blend;
  private final float[] levels;
  private final int order;

  private UniPc(Run run, boolean second, @Nullable Blend blend) {
    int steps = run.sigmas.steps();
    if (steps < FEWEST_STEPS) {
      throw new BadInput("steps", steps, "must be at least 2 with uni_pc");
    }
    this.run = run;
    this.second = second;
    this.blend = blend;
    this.levels = run.sigmas.toArray();
    if (levels[steps] == 0) {
      levels[steps] = LAST_LEVEL;
    }
    this.order = Math.min(ORDER, steps - 1);
  }

  /**
   * @param second B(h) = e^h - 1 (bh2) instead of h (bh1)
   * @param blend what stays of a picture: it is mixed into the latents themselves before each step,
   *     not only into what the model sees
   */
  static Tensor sample(Run run, boolean second, @Nullable Blend blend) {
    return new UniPc(run, second, blend).sample();
  }

  private Tensor sample() {
    int steps = levels.length - 1;
    Tensor x = run.initial;
    try (History pictures = new History(order)) {
      for (int i = 0; i < steps; i++) {
        int step = i;
        x = run.advance(i, steps, levels[i], x, old -> step(step, old, pictures));
      }
    }
    return x;
  }

  /** Step i arrives at level i: the first one where the run starts, the last one at the end too. */
  private Tensor step(int i, Tensor latents, History pictures) {
    int steps = levels.length - 1;
    Level level = Level.of(levels[i]);
    Tensor x = i == 0 ? latents.times(level.alpha) : latents;
    if (blend != null) {
      Tensor noise = blend.noise().between(levels[i], levels[i]);
      x = blend.mixed(x, blend.latent().times(level.alpha).plus(noise.times(level.deviation)));
    }
    if (i == 0) {
      pictures.push(picture(x, levels[0]));
      return x;
    }
    x = update(x, i, i < order ? i : Math.min(order, steps + 1 - i), true, pictures);
    if (i < steps - 1) {
      return x;
    }
    x = update(x, steps, 1, false, pictures);
    return x.over(Level.of(levels[steps]).alpha);
  }

  /**
   * From level to - 1 to level to.
   *
   * @param q the order
   * @param correct whether to evaluate there and step again with what was seen
   */
  private Tensor update(Tensor x, int to, int q, boolean correct, History pictures) {
    Level before = Level.of(levels[to - 1]);
    Level here = Level.of(levels[to]);
    float h = here.lambda - before.lambda;
    float[] r = new float[q];
    r[q - 1] = 1;
    List<Tensor> changes = new ArrayList<>();
    Tensor latest = pictures.get(0);
    for (int j = 1; j < q; j++) {
      r[j - 1] = (Level.of(levels[to - 1 - j]).lambda - before.lambda) / h;
      changes.add(pictures.get(j).minus(latest).over(r[j - 1]));
    }
    float phi = Float32.expm1(-h);
    float bh = second ? Float32.expm1(-h) : -h;
    float[][] powers = new float[q][q];
    float[] sides = new float[q];
    float g = phi / -h - 1;
    float factorial = 1;
    for (int i = 0; i < q; i++) {
      for (int j = 0; j < q; j++) {
        powers[i][j] = i == 0 ? 1 : powers[i - 1][j] * r[j];
      }
      sides[i] = g * factorial / bh;
      factorial *= i + 2;
      g = g / -h - 1 / factorial;
    }
    Tensor base = x.times(here.deviation / before.deviation).minus(latest.times(here.alpha * phi));
    float scale = here.alpha * bh;
    float[] ahead = q <= 2 ? new float[] {0.5f} : LinearSystem.solve(powers, sides, q - 1);
    Tensor predicted = q == 1 ? base : base.minus(weighted(changes, ahead).times(scale));
    if (!correct) {
      return predicted;
    }
    Tensor picture = picture(predicted, levels[to]);
    float[] behind = q == 1 ? new float[] {0.5f} : LinearSystem.solve(powers, sides, q);
    Tensor seen = picture.minus(latest).times(behind[q - 1]);
    Tensor correction = q == 1 ? seen : weighted(changes, behind).plus(seen);
    pictures.push(picture);
    return base.minus(correction.times(scale));
  }

  private static Tensor weighted(List<Tensor> changes, float... weights) {
    Tensor sum = changes.getFirst().times(weights[0]);
    for (int j = 1; j < changes.size(); j++) {
      sum = sum.plus(changes.get(j).times(weights[j]));
    }
    return sum;
  }

  private Tensor picture(Tensor x, float sigma) {
    Tensor exploding = x.times(Float32.sqrt(sigma * sigma + 1));
    Tensor epsilon = run.derivative(exploding, sigma);
    Level level = Level.of(sigma);
    if (blend == null) {
      return x.minus(epsilon.times(level.deviation)).over(level.alpha);
    }
    Tensor picture = x.minus(epsilon.times(blend.mask()).times(level.deviation)).over(level.alpha);
    return blend.mixed(picture, blend.latent());
  }

  /** A level in variance-preserving terms, in the reference's float32 arithmetic. */
  private record Level(float alpha, float deviation, float lambda) {
    static Level of(float sigma) {
      float logAlpha = 0.5f * Float32.log(1 / (sigma * sigma + 1));
      float variance = 1 - Float32.exp(2 * logAlpha);
      return new Level(
          Float32.exp(logAlpha), Float32.sqrt(variance), logAlpha - 0.5f * Float32.log(variance));
    }
  }
}
