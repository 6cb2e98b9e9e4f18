package uncrop.server.vocabulary.segmind;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import uncrop.fault.BadInput;
import uncrop.plan.Sampling;
import uncrop.server.vocabulary.KnownNames;
import uncrop.server.wire.Parameters;

/** The sampling parameters of the two models that are Fooocus inside. */
final class FooocusSampling {
  private static final long MOST_SAMPLES = 4;
  private static final long LEAST_STEPS = 20;
  private static final long MOST_STEPS = 100;
  private static final BigDecimal LEAST_GUIDANCE = BigDecimal.ONE;
  private static final BigDecimal MOST_GUIDANCE = BigDecimal.valueOf(25);

  private FooocusSampling() {}

  /**
   * @param random draws the seed where the caller leaves it open
   * @throws BadInput naming the first parameter that does not fit
   */
  static Sampling of(Parameters sent, RandomGenerator random) {
    sent.alias("negativePrompt", "negative_prompt");
    String prompt = sent.required("prompt");
    int samples = Math.toIntExact(sent.integer("samples", 1, 1, MOST_SAMPLES));
    return new Sampling(
        prompt,
        sent.text("negative_prompt").orElse(""),
        Seed.of(sent, random),
        samples,
        options(sent));
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
    options.put("sampler", sent.choice("sampler", "dpmpp_2m_sde_gpu", KnownNames.SAMPLERS));
    options.put("scheduler", sent.choice("scheduler", "karras", KnownNames.SCHEDULERS));
    options.put("styles", sent.text("styles").orElse("V2,Enhance,Sharp"));
    options.keySet().removeIf(name -> !sent.sent(name));
    return options;
  }
}
