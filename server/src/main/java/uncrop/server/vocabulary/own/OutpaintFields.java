package uncrop.server.vocabulary.own;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import uncrop.fault.BadInput;
import uncrop.models.ModelCard;
import uncrop.outpaint.ModelWish;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.plan.Sampling;
import uncrop.server.outbound.OutboundAddress;
import uncrop.server.painting.Painters;
import uncrop.server.vocabulary.KnownNames;
import uncrop.server.wire.Excerpt;
import uncrop.server.wire.Parameters;

/** Reads and checks the fields of {@code POST /api/v1/outpaints}. */
@Component
final class OutpaintFields {
  static final String PICTURE = "image";
  static final String MASK = "mask";
  static final String INVERT_MASK = "invertMask";

  private static final String WEBHOOK = "webhookUrl";
  private static final long MOST_SAMPLES = 8;
  private static final long ANY_SEED = -1;
  private static final long MOST_SEED = 999_999_999_999_999L;
  private static final long MOST_STEPS = 150;
  private static final BigDecimal MOST_GUIDANCE = BigDecimal.valueOf(30);
  private static final long MOST_BAND = 4096;
  private static final long USUAL_QUALITY = 95;
  private static final int LONGEST_PROMPT = 10_000;

  private final Painters painters;
  private final SecureRandom random;

  OutpaintFields(Painters painters, SecureRandom random) {
    this.painters = painters;
    this.random = random;
  }

  /**
   * @throws BadInput naming the first field that does not fit
   */
  OutpaintRequest read(Parameters sent) {
    sent.alias("negative_prompt", "negativePrompt");
    if (!sent.sent(PICTURE)) {
      throw new BadInput(PICTURE, "(not sent)", "is required: a URL, data URL, base64 or file");
    }
    return new OutpaintRequest(
        Geometry.of(sent, sent.sent(MASK)),
        (int) sent.integer("band", 0, 0, MOST_BAND),
        sampling(sent),
        name(sent, "engine"),
        encoding(sent),
        name(sent, "model").map(this::wish).orElseGet(ModelWish.Any::new),
        name(sent, WEBHOOK).map(OutpaintFields::webhook));
  }

  private Sampling sampling(Parameters sent) {
    long seed = sent.integer("seed", ANY_SEED, ANY_SEED, MOST_SEED);
    return new Sampling(
        prompt(sent, "prompt"),
        prompt(sent, "negativePrompt"),
        seed == ANY_SEED ? random.nextLong(MOST_SEED - MOST_SAMPLES) : seed,
        (int) sent.integer("samples", 1, 1, MOST_SAMPLES),
        options(sent));
  }

  private static String prompt(Parameters sent, String name) {
    String text = sent.text(name).orElse("");
    if (text.codePointCount(0, text.length()) > LONGEST_PROMPT) {
      throw new BadInput(
          name, Excerpt.of(text), "must have at most " + LONGEST_PROMPT + " characters");
    }
    return text;
  }

  /**
   * Under the names that engines know. Only what was sent is passed on, so that an engine can say
   * what of it it has no use for.
   */
  private static Map<String, String> options(Parameters sent) {
    Map<String, String> options = new LinkedHashMap<>();
    if (sent.sent("steps")) {
      options.put("steps", Long.toString(sent.integer("steps", 1, 1, MOST_STEPS)));
    }
    decimal(sent, "guidanceScale", MOST_GUIDANCE).ifPresent(n -> options.put("guidance_scale", n));
    decimal(sent, "strength", BigDecimal.ONE).ifPresent(n -> options.put("strength", n));
    choice(sent, "sampler", KnownNames.SAMPLERS).ifPresent(n -> options.put("sampler", n));
    choice(sent, "scheduler", KnownNames.SCHEDULERS).ifPresent(n -> options.put("scheduler", n));
    List<String> styles = sent.texts("styles");
    if (!styles.isEmpty()) {
      options.put("styles", String.join(",", styles));
    }
    return options;
  }

  /** From 0 on. As a double, because an exponent may stand for digits without end. */
  private static Optional<String> decimal(Parameters sent, String name, BigDecimal most) {
    return sent.sent(name)
        ? Optional.of(
            Double.toString(
                sent.number(name, BigDecimal.ZERO, BigDecimal.ZERO, most).doubleValue()))
        : Optional.empty();
  }

  private static Optional<String> choice(Parameters sent, String name, List<String> allowed) {
    return sent.sent(name)
        ? Optional.of(sent.choice(name, allowed.getFirst(), allowed))
        : Optional.empty();
  }

  private static Optional<String> name(Parameters sent, String field) {
    return sent.text(field).map(String::strip).filter(name -> !name.isEmpty());
  }

  private ModelWish wish(String model) {
    List<String> known =
        Stream.concat(painters.models().stream().map(ModelCard::name), KnownNames.MODELS.stream())
            .distinct()
            .toList();
    if (!known.contains(model)) {
      throw new BadInput("model", Excerpt.of(model), "must be one of " + String.join(", ", known));
    }
    return new ModelWish.Named(model);
  }

  /** Whether its host may be reached is found when it is. */
  private static URI webhook(String url) {
    try {
      return OutboundAddress.checked(WEBHOOK, new URI(url));
    } catch (URISyntaxException e) {
      throw new BadInput(WEBHOOK, Excerpt.of(url), "is not a valid URL: " + e.getReason());
    }
  }

  private static Encoding encoding(Parameters sent) {
    Format format = Format.parse("format", sent.text("format").orElse("png"));
    return new Encoding(format, (int) sent.integer("quality", USUAL_QUALITY, 1, 100));
  }
}
