package uncrop.server.vocabulary.segmind;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import uncrop.checkpoint.Family;
import uncrop.fault.BadInput;
import uncrop.geometry.Margins;
import uncrop.outpaint.ModelWish;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.server.vocabulary.KnownNames;
import uncrop.server.vocabulary.Wish;
import uncrop.server.wire.Parameters;

/** {@code seg-beyond}: the canvas is the source plus so many pixels on each side. */
@Component
final class SegBeyond implements SegmindModel {
  private static final Encoding PNG = new Encoding(Format.PNG, 100);
  private static final long MOST_MARGIN = 1024;

  private final SecureRandom random;

  SegBeyond(SecureRandom random) {
    this.random = random;
  }

  @Override
  public String slug() {
    return "seg-beyond";
  }

  @Override
  public String pictureField() {
    return "input_image";
  }

  @Override
  public Wish wish(Parameters sent) {
    sent.required(pictureField());
    return new Wish(
        slug(),
        pictureField(),
        margins(sent),
        0,
        FooocusSampling.of(sent, random),
        PNG,
        // its page names no model; this is the default of Fooocus, whose parameters it has
        new ModelWish.OfFamily(KnownNames.BASE_MODELS.getFirst(), Family.SDXL, false),
        List.of(),
        Map.of());
  }

  @Override
  public boolean wantsBase64(Parameters sent) {
    return sent.flag("base64", false);
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
}
