package uncrop.server.credit;

/** What a painting costs, in credits. */
public final class Prices {
  /** Of one picture; keeps sums of many far from overflow. */
  static final long HIGHEST = 1_000_000;

  private static final long UNNAMED = 1;

  private final CreditSettings settings;

  public Prices(CreditSettings settings) {
    this.settings = settings;
  }

  /**
   * The price of some pictures; 0 when credits are off.
   *
   * @param vocabulary its slug, such as {@code seg-beyond}
   * @param samples how many pictures
   */
  public long of(String vocabulary, int samples) {
    return settings.enabled()
        ? Math.multiplyExact(settings.prices().getOrDefault(vocabulary, UNNAMED), (long) samples)
        : 0;
  }
}
