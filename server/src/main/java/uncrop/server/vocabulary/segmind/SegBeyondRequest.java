package uncrop.server.vocabulary.segmind;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import uncrop.fault.BadInput;
import uncrop.geometry.Margins;
import uncrop.plan.Sampling;
import uncrop.server.wire.Parameters;

/**
 * What {@code POST /v1/seg-beyond} takes, checked against the ranges of its page: the canvas is the
 * source plus so many pixels on each side.
 *
 * @param picture URL, data URL or base64
 * @param base64 whether the picture comes back as text in JSON
 */
record SegBeyondRequest(String picture, Margins margins, Sampling sampling, boolean base64) {
  static final String PICTURE = "input_image";

  private static final long MOST_MARGIN = 1024;
  private static final long MOST_SAMPLES = 4;
  private static final long RANDOM_SEED = -1;
  private static final long MOST_SEED = 999_999_999_999_999L;
  private static final long LEAST_STEPS = 20;
  private static final long MOST_STEPS = 100;
  private static final BigDecimal LEAST_GUIDANCE = BigDecimal.ONE;
  private static final BigDecimal MOST_GUIDANCE = BigDecimal.valueOf(25);

  /** The page names the first ten and counts 18; the others follow in the order of their list. */
  private static final List<String> SAMPLERS =
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

  private static final List<String> SCHEDULERS =
      List.of("normal", "karras", "exponential", "sgm_uniform", "simple", "ddim_uniform");

  /**
   * @param random draws the seed where the caller leaves it open
   * @throws BadInput naming the first field that does not fit
   */
  static SegBeyondRequest of(Parameters sent, RandomGenerator random) {
    sent.alias("negativePrompt", "negative_prompt");
    String picture = sent.required(PICTURE);
    String prompt = sent.required("prompt");
    int samples = Math.toIntExact(sent.integer("samples", 1, 1, MOST_SAMPLES));
    long seed = sent.integer("seed", RANDOM_SEED, RANDOM_SEED, MOST_SEED);
    Sampling sampling =
        new Sampling(
            prompt,
            sent.text("negative_prompt").orElse(""),
            seed == RANDOM_SEED ? random.nextLong(MOST_SEED - MOST_SAMPLES) : seed,
            samples,
            options(sent));
    return new SegBeyondRequest(picture, margins(sent), sampling, sent.flag("base64", false));
  }

  private static Margins margins(Parameters sent) {
    int left = margin(sent, "left");
    int right = margin(sent, "right");
    int top = margin(sent, "top");
    int bottom = margin(sent, "bottom");
    if (left + right + top + bottom == 0) {
      throw new BadInput("left, right, top, bottom", 0, "at least one must be above 0");
    }
    return Margins.px(left, right, top, bottom);
  }

  private static int margin(Parameters sent, String side) {
    return Math.toIntExact(sent.integer(side, 0, 0, MOST_MARGIN));
  }

  /**
   * All are checked; those that were sent are passed on, so that an engine can say it has no use.
   */
  private static Map<String, String> options(Parameters sent) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("steps", Long.toString(sent.integer("steps", 30, LEAST_STEPS, MOST_STEPS)));
    options.put(
        "guidance_scale",
        sent.number("guidance_scale", BigDecimal.valueOf(4), LEAST_GUIDANCE, MOST_GUIDANCE)
            .toPlainString());
    options.put("sampler", sent.choice("sampler", "dpmpp_2m_sde_gpu", SAMPLERS));
    options.put("scheduler", sent.choice("scheduler", "karras", SCHEDULERS));
    options.put("styles", sent.text("styles").orElse("V2,Enhance,Sharp"));
    options.keySet().removeIf(name -> !sent.sent(name));
    return options;
  }
}
