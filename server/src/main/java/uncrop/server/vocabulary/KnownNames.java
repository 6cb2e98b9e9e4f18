package uncrop.server.vocabulary;

import java.util.List;
import java.util.stream.Stream;

/**
 * Names that requests may have, whether or not an engine of this server has a use for them.
 * Segmind's pages name ten of the 18 samplers and count the others; these follow in the order of
 * Fooocus.
 */
public final class KnownNames {
  public static final List<String> SAMPLERS =
      List.of(
          "euler",
          "euler_ancestral",
          "heun",
          "heunpp2",
          "dpm_2",
          "dpm_2_ancestral",
          "lms",
          "dpm_fast",
          "dpm_adaptive",
          "dpmpp_2s_ancestral",
          "dpmpp_sde",
          "dpmpp_sde_gpu",
          "dpmpp_2m",
          "dpmpp_2m_sde",
          "dpmpp_2m_sde_gpu",
          "dpmpp_3m_sde",
          "dpmpp_3m_sde_gpu",
          "ddpm");

  public static final List<String> SCHEDULERS =
      List.of("normal", "karras", "exponential", "sgm_uniform", "simple", "ddim_uniform");

  /** Those that focus-outpaint has a choice of; the first is the default of Fooocus. */
  public static final List<String> BASE_MODELS =
      List.of(
          "juggernaut_v8",
          "Unstable_diffusers_v11",
          "protovisionxl",
          "realism_engine_v3",
          "realVisXL",
          "fluentlyXL");

  /** The one that sd1.5-outpaint stands for. */
  public static final String SD15_MODEL = "sd1.5-inpainting";

  /** All of both. */
  public static final List<String> MODELS =
      Stream.concat(BASE_MODELS.stream(), Stream.of(SD15_MODEL)).toList();

  public static final List<String> STYLES = List.of("V2", "Enhance", "Sharp");

  private KnownNames() {}
}
