package uncrop.pixels;

/** Ordered noise, to be added before rounding down so that wide gradients form no bands. */
public final class Dither {
  private static final double AWAY = 0.002;

  private Dither() {}

  /**
   * Interleaved gradient noise (Jimenez 2014): even over every small area and the same every time.
   *
   * @return 0 to 1, but a little away from both, so that a whole number stays what it is even if
   *     floating point missed it slightly
   */
  public static float at(int x, int y) {
    double f = 0.06711056 * x + 0.00583715 * y;
    double g = 52.9829189 * (f - Math.floor(f));
    return (float) (AWAY + (1 - 2 * AWAY) * (g - Math.floor(g)));
  }
}
