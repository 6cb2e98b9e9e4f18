package uncrop.server.vocabulary.own;

import java.util.List;

/** Names that requests may have, whether or not an engine of this server has a use for them. */
final class KnownNames {
  static final List<String> SAMPLERS =
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

  static final List<String> SCHEDULERS =
      List.of("normal", "karras", "exponential", "sgm_uniform", "simple", "ddim_uniform");

  static final List<String> MODELS =
      List.of(
          "juggernaut_v8",
          "Unstable_diffusers_v11",
          "protovisionxl",
          "realism_engine_v3",
          "realVisXL",
          "fluentlyXL",
          "sd1.5-inpainting");

  static final List<String> STYLES = List.of("V2", "Enhance", "Sharp");

  private KnownNames() {}
}
