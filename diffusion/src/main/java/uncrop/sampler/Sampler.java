package uncrop.sampler;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uncrop.fault.BadInput;
import uncrop.noise.ComfyNoise;
import uncrop.noise.Noise;
import uncrop.schedule.SigmaTable;
import uncrop.schedule.Sigmas;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** The samplers, by ComfyUI's names and in its order; then those that Fooocus added. */
public enum Sampler {
  EULER("euler", EulerSamplers::euler),
  EULER_ANCESTRAL("euler_ancestral", EulerSamplers::ancestral),
  HEUN("heun", HeunSamplers::heun),
  HEUNPP2("heunpp2", HeunSamplers::heunPlusPlus),
  DPM_2("dpm_2", Dpm2Samplers::dpm2, Trait.DROPS_PENULTIMATE),
  DPM_2_ANCESTRAL("dpm_2_ancestral", Dpm2Samplers::ancestral, Trait.DROPS_PENULTIMATE),
  LMS("lms", LinearMultistep::sample),
  DPM_FAST("dpm_fast", DpmSolvers::fast),
  DPM_ADAPTIVE("dpm_adaptive", DpmSolvers::adaptive),
  DPMPP_2S_ANCESTRAL("dpmpp_2s_ancestral", DpmPlusPlus::ancestral2S),
  DPMPP_SDE("dpmpp_sde", DpmPlusPlusSde::singleStep, Trait.BROWNIAN),
  /** On a CPU the {@code _gpu} names are the same as those without. */
  DPMPP_SDE_GPU("dpmpp_sde_gpu", DpmPlusPlusSde::singleStep, Trait.BROWNIAN),
  DPMPP_2M("dpmpp_2m", DpmPlusPlus::multistep2),
  DPMPP_2M_SDE("dpmpp_2m_sde", DpmPlusPlusSde::multistep2, Trait.BROWNIAN),
  DPMPP_2M_SDE_GPU("dpmpp_2m_sde_gpu", DpmPlusPlusSde::multistep2, Trait.BROWNIAN),
  DPMPP_3M_SDE("dpmpp_3m_sde", DpmPlusPlusSde::multistep3, Trait.BROWNIAN),
  DPMPP_3M_SDE_GPU("dpmpp_3m_sde_gpu", DpmPlusPlusSde::multistep3, Trait.BROWNIAN),
  DDPM("ddpm", EulerSamplers::ddpm),
  LCM("lcm", EulerSamplers::lcm),
  TCD("tcd", EulerSamplers::tcd),
  RESTART("restart", HeunSamplers::restart),
  /** Euler; only the noise over what stays of a picture is another. Not diffusers' DDIM. */
  DDIM("ddim", EulerSamplers::euler, Trait.OTHER_BLEND_NOISE),
  UNI_PC("uni_pc", run -> UniPc.sample(run, false, null), Trait.DROPS_PENULTIMATE, Trait.BLENDS),
  UNI_PC_BH2(
      "uni_pc_bh2", run -> UniPc.sample(run, true, null), Trait.DROPS_PENULTIMATE, Trait.BLENDS);

  private enum Trait {
    DROPS_PENULTIMATE,
    BROWNIAN,
    BLENDS,
    OTHER_BLEND_NOISE
  }

  private final String label;
  private final Function<Run, Tensor> rule;
  private final List<Trait> traits;

  Sampler(String label, Function<Run, Tensor> rule, Trait... traits) {
    this.label = label;
    this.rule = rule;
    this.traits = List.of(traits);
  }

  /** The name in ComfyUI and on the command line. */
  public String label() {
    return label;
  }

  /**
   * @throws BadInput if there is none of that name
   */
  public static Sampler named(String label) {
    for (Sampler sampler : values()) {
      if (sampler.label.equals(label)) {
        return sampler;
      }
    }
    throw new BadInput(
        "sampler",
        label,
        "must be one of "
            + Arrays.stream(values()).map(Sampler::label).collect(Collectors.joining(", ")));
  }

  /** Whether its schedule is planned with a step more, of which the last but one level goes. */
  public boolean dropsPenultimate() {
    return traits.contains(Trait.DROPS_PENULTIMATE);
  }

  /** Whether the noise on its way is a path, which only DPM++'s SDE samplers want. */
  public boolean isBrownian() {
    return traits.contains(Trait.BROWNIAN);
  }

  /** Whether it takes care of what stays of a picture by itself: UniPC, not by its denoiser. */
  public boolean blendsInside() {
    return traits.contains(Trait.BLENDS);
  }

  /** Whether the noise over what stays of a picture is drawn apart from the initial noise. */
  boolean hasOtherBlendNoise() {
    return traits.contains(Trait.OTHER_BLEND_NOISE);
  }

  /** The noise that it adds on its way, as ComfyUI draws it on a CPU. */
  public Noise noise(ComfyNoise source, Sigmas sigmas) {
    boolean path = isBrownian() && sigmas.first() > sigmas.leastPositive();
    return path ? source.brownian(sigmas.leastPositive(), sigmas.first()) : source.following();
  }

  /**
   * Follows the levels from noise to picture.
   *
   * @param x latents at the first level, FP32 [B, C, h, w]; left as they are
   * @param sigmas the levels to visit
   * @param table what the model was trained on; tcd needs it
   * @param noise what is added on the way
   * @param listener hears of each step, and may throw to stop
   * @return latents at the last level: clean but with dpm_fast and dpm_adaptive, which stop at the
   *     last level above 0
   */
  public Tensor sample(
      Denoiser denoiser,
      Tensor x,
      Sigmas sigmas,
      SigmaTable table,
      Noise noise,
      Knobs knobs,
      StepListener listener) {
    return sample(denoiser, x, sigmas, table, noise, knobs, listener, null);
  }

  /**
   * The same where some of a picture stays.
   *
   * @param blend null: nothing does
   */
  public Tensor sample(
      Denoiser denoiser,
      Tensor x,
      Sigmas sigmas,
      SigmaTable table,
      Noise noise,
      Knobs knobs,
      StepListener listener,
      @Nullable Blend blend) {
    boolean inside = blend != null && blendsInside();
    Denoiser seen = blend == null || inside ? denoiser : blend.around(denoiser);
    Run run = new Run(seen, x, sigmas, table, noise, knobs, listener);
    try (TensorScope scope = TensorScope.open()) {
      return scope.keep(inside ? UniPc.sample(run, this == UNI_PC_BH2, blend) : rule.apply(run));
    }
  }
}
