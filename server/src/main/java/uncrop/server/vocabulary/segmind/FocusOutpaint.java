package uncrop.server.vocabulary.segmind;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import uncrop.fault.BadInput;
import uncrop.geometry.GrownSides;
import uncrop.geometry.Side;
import uncrop.geometry.Size;
import uncrop.outpaint.ModelWish;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.server.vocabulary.KnownNames;
import uncrop.server.vocabulary.Wish;
import uncrop.server.wire.Excerpt;
import uncrop.server.wire.Parameters;

/** {@code focus-outpaint}: named sides grow, and the result has one of 26 sizes. */
@Component
final class FocusOutpaint implements SegmindModel {
  private static final Encoding PNG = new Encoding(Format.PNG, 100);
  private static final String SIDES = "outpaint_selections";
  private static final String SIZE = "aspect_ratios";

  /** The page names the first ten and counts 26: they are the list of Fooocus, in its order. */
  private static final List<String> SIZES =
      List.of(
          "704*1408",
          "704*1344",
          "768*1344",
          "768*1280",
          "832*1216",
          "832*1152",
          "896*1152",
          "896*1088",
          "960*1088",
          "960*1024",
          "1024*1024",
          "1024*960",
          "1088*960",
          "1088*896",
          "1152*896",
          "1152*832",
          "1216*832",
          "1280*768",
          "1344*768",
          "1344*704",
          "1408*704",
          "1472*704",
          "1536*640",
          "1600*640",
          "1664*576",
          "1728*576");

  private final SecureRandom random;

  FocusOutpaint(SecureRandom random) {
    this.random = random;
  }

  @Override
  public String slug() {
    return "focus-outpaint";
  }

  @Override
  public String pictureField() {
    return "input_image";
  }

  @Override
  public Wish wish(Parameters sent) {
    sent.required(pictureField());
    GrownSides extension = new GrownSides(sides(sent), size(sent));
    String model =
        sent.choice("base_model", KnownNames.BASE_MODELS.getFirst(), KnownNames.BASE_MODELS);
    return new Wish(
        slug(),
        pictureField(),
        extension,
        0,
        FooocusSampling.of(sent, random),
        PNG,
        new ModelWish.Named(model),
        List.of(),
        Map.of("sides", SIDES, "canvas", SIZE));
  }

  @Override
  public boolean wantsBase64(Parameters sent) {
    return sent.flag("base64", false);
  }

  private static Set<Side> sides(Parameters sent) {
    Set<Side> sides = EnumSet.noneOf(Side.class);
    for (String name : sent.text(SIDES).orElse("Right").split(",", -1)) {
      String plain = name.strip().toUpperCase(Locale.ROOT);
      if (!plain.isEmpty()) {
        sides.add(
            Arrays.stream(Side.values())
                .filter(side -> side.name().equals(plain))
                .findFirst()
                .orElseThrow(() ->
                    new BadInput(
                        SIDES,
                        Excerpt.of(name.strip()),
                        "must be any of Left, Right, Top, Bottom, separated by commas")));
      }
    }
    return sides;
  }

  private static Size size(Parameters sent) {
    String[] sides = sent.choice(SIZE, "1024*1024", SIZES).split("\\*", 2);
    return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
  }
}
