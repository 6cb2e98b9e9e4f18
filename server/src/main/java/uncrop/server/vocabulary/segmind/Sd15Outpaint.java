package uncrop.server.vocabulary.segmind;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import uncrop.checkpoint.Family;
import uncrop.geometry.Overpainted;
import uncrop.geometry.Placed;
import uncrop.geometry.Size;
import uncrop.outpaint.ModelWish;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.plan.Sampling;
import uncrop.server.vocabulary.KnownNames;
import uncrop.server.vocabulary.Wish;
import uncrop.server.wire.Parameters;

/** {@code sd1.5-outpaint}: the source, scaled, at a place on a canvas of a given size. */
@Component
final class Sd15Outpaint implements SegmindModel {
  /** JPEG is what the page promises; so high that repeated outpainting does not wear it out. */
  private static final Encoding JPEG = new Encoding(Format.JPEG, 95);

  /** The page lists 768 and 1024; its callers really send all of these. */
  private static final long LEAST_SIDE = 64;

  private static final long MOST_SIDE = 2048;
  private static final long USUAL_SIDE = 1024;

  private static final long MOST_OFFSET = 1024;
  private static final long USUAL_OVERPAINT = 8;
  private static final long MOST_OVERPAINT = 256;
  private static final BigDecimal TENTH = new BigDecimal("0.1");

  private final SecureRandom random;

  Sd15Outpaint(SecureRandom random) {
    this.random = random;
  }

  @Override
  public String slug() {
    return "sd1.5-outpaint";
  }

  @Override
  public String pictureField() {
    return "image";
  }

  @Override
  public Wish wish(Parameters sent) {
    sent.required(pictureField());
    Placed placed =
        new Placed(
            new Size(side(sent, "img_width"), side(sent, "img_height")),
            offset(sent, "offset_x"),
            offset(sent, "offset_y"),
            sent.number("scale", new BigDecimal("0.2"), TENTH, BigDecimal.TEN));
    long overpaint = sent.integer("mask_expand", USUAL_OVERPAINT, 0, MOST_OVERPAINT);
    return new Wish(
        slug(),
        pictureField(),
        new Overpainted(placed, Math.toIntExact(overpaint)),
        0,
        sampling(sent),
        JPEG,
        new ModelWish.OfFamily(KnownNames.SD15_MODEL, Family.SD15, true),
        List.of(),
        Map.of(
            "x", "offset_x",
            "y", "offset_y",
            "placement", "img_width, img_height",
            "canvas", "img_width, img_height",
            "overpaint", "mask_expand"));
  }

  /** The page has no such parameter. */
  @Override
  public boolean wantsBase64(Parameters sent) {
    return false;
  }

  private static int side(Parameters sent, String name) {
    return Math.toIntExact(sent.integer(name, USUAL_SIDE, LEAST_SIDE, MOST_SIDE));
  }

  private static int offset(Parameters sent, String name) {
    return Math.toIntExact(sent.integer(name, 0, 0, MOST_OFFSET));
  }

  private Sampling sampling(Parameters sent) {
    sent.alias("negativePrompt", "negative_prompt");
    return new Sampling(
        sent.required("prompt"),
        sent.text("negative_prompt").orElse(""),
        Seed.of(sent, random),
        1,
        options(sent));
  }

  /** All are checked; those that were sent are passed on under the names that engines know. */
  private static Map<String, String> options(Parameters sent) {
    Map<String, String> options = new LinkedHashMap<>();
    String steps = Long.toString(sent.integer("num_inference_steps", 25, 25, 100));
    if (sent.sent("num_inference_steps")) {
      options.put("steps", steps);
    }
    BigDecimal guidance =
        sent.number("guidance_scale", new BigDecimal("7.5"), TENTH, BigDecimal.valueOf(25));
    options.put("guidance_scale", guidance.toPlainString());
    BigDecimal strength = sent.number("strength", BigDecimal.ONE, TENTH, BigDecimal.ONE);
    options.put("strength", strength.toPlainString());
    options.put("scheduler", sent.choice("scheduler", "DDIM", List.of("DDIM")));
    options.keySet().removeIf(name -> !name.equals("steps") && !sent.sent(name));
    return options;
  }
}
