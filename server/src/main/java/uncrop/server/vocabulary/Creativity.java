package uncrop.server.vocabulary;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import uncrop.geometry.Size;
import uncrop.server.wire.Parameters;

/**
 * The parameter {@code creativity}: how free the painting is near the seam and in its detail.
 *
 * @param value 0 to 1
 * @param sent whether the caller sent it
 */
public record Creativity(BigDecimal value, boolean sent) {
  /*
   * Three things follow from it, each linear.
   *
   * band: 0 px up to 0.5, which is the default, then up to 32 px at 1. So who asks for nothing special
   * gets every pixel of the source back as it was, and only who asks for more than the default lets
   * the seam itself be painted over and mixed. 32 px is how far Fooocus blends. On small pictures the
   * band is at most an eighth of the shorter side, so that most of the picture stays even at 1.
   *
   * guidance_scale: 3 at 0 to 5 at 1; at the default it is 4, as Fooocus outpaints with.
   *
   * strength: 0.8 at 0 to 1 at 1, the share of the noise schedule: below that, diffusion models keep
   * the smear that they start from.
   */
  private static final String FIELD = "creativity";
  private static final BigDecimal USUAL = new BigDecimal("0.5");
  private static final int WIDEST_BAND = 32;
  private static final int NARROWEST_SHARE = 8;

  /**
   * @throws uncrop.fault.BadInput when it is out of range
   */
  public static Creativity of(Parameters sent) {
    return new Creativity(
        sent.number(FIELD, USUAL, BigDecimal.ZERO, BigDecimal.ONE), sent.sent(FIELD));
  }

  /** In pixels of the source, which these vocabularies never scale. */
  public int band(Size source) {
    BigDecimal more = value.subtract(USUAL).max(BigDecimal.ZERO).movePointRight(1);
    int wished =
        more.multiply(BigDecimal.valueOf(WIDEST_BAND))
            .divide(BigDecimal.valueOf(5), 0, RoundingMode.HALF_UP)
            .intValueExact();
    return Math.min(wished, Math.min(source.width(), source.height()) / NARROWEST_SHARE);
  }

  /**
   * For the engine; empty where the caller left it open, so that the engine's own default holds.
   */
  public Map<String, String> options() {
    return sent
        ? Map.of(
            "guidance_scale", linear("3", "2"),
            "strength", linear("0.8", "0.2"))
        : Map.of();
  }

  private String linear(String atZero, String rise) {
    return new BigDecimal(atZero)
        .add(new BigDecimal(rise).multiply(value))
        .stripTrailingZeros()
        .toPlainString();
  }
}
