package uncrop.server.vocabulary.stability;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import uncrop.fault.BadInput;
import uncrop.geometry.Margins;
import uncrop.geometry.Size;
import uncrop.outpaint.ModelWish;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.plan.Sampling;
import uncrop.server.vocabulary.Creativity;
import uncrop.server.vocabulary.OutwardMargins;
import uncrop.server.vocabulary.Wish;
import uncrop.server.wire.Excerpt;
import uncrop.server.wire.Parameters;
import uncrop.style.StylePresets;

/** What the endpoint takes, checked against the ranges of its reference. */
record StabilityRequest(
    Margins margins, Creativity creativity, Sampling sampling, Encoding encoding) {
  static final String PICTURE = "image";

  private static final int LONGEST_PROMPT = 10_000;
  private static final long ANY_SEED = 0;
  private static final long MOST_SEED = 4_294_967_294L;
  private static final int QUALITY = 95;

  /**
   * @param random draws the seed where the caller leaves it open
   * @throws BadInput naming the first field that does not fit
   */
  static StabilityRequest of(Parameters sent, RandomGenerator random) {
    Creativity creativity = Creativity.of(sent);
    long seed = sent.integer("seed", ANY_SEED, 0, MOST_SEED);
    Sampling sampling =
        new Sampling(
            prompt(sent),
            "",
            seed == ANY_SEED ? random.nextLong(1, MOST_SEED + 1) : seed,
            1,
            options(sent, creativity));
    String format = sent.choice("output_format", "png", List.of("jpeg", "png", "webp"));
    return new StabilityRequest(
        OutwardMargins.of(sent),
        creativity,
        sampling,
        new Encoding(Format.parse("output_format", format), QUALITY));
  }

  private static String prompt(Parameters sent) {
    String prompt = sent.text("prompt").orElse("");
    if (prompt.length() > LONGEST_PROMPT) {
      throw new BadInput(
          "prompt", Excerpt.of(prompt), "must have at most " + LONGEST_PROMPT + " characters");
    }
    return prompt;
  }

  private static Map<String, String> options(Parameters sent, Creativity creativity) {
    Map<String, String> options = new LinkedHashMap<>(creativity.options());
    if (sent.sent("style_preset")) {
      String preset = sent.choice("style_preset", "", StylePresets.values());
      options.put("styles", StylePresets.style(preset).orElseThrow());
    }
    return options;
  }

  /** Whole once the picture's size is known. */
  Wish wish(Size source) {
    return new Wish(
        "stability-outpaint",
        PICTURE,
        margins,
        creativity.band(source),
        sampling,
        encoding,
        new ModelWish.Any(),
        List.of(),
        OutwardMargins.names());
  }
}
