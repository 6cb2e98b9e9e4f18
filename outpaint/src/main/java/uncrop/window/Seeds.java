package uncrop.window;

/** Seeds for one window after the other: the first is the picture's own. */
final class Seeds {
  /** SplitMix64 (Steele, Lea and Flood 2014): with near seeds noises would be no more alike. */
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private final long first;
  private long count;

  Seeds(long first) {
    this.first = first;
  }

  /** Not negative. */
  long next() {
    long n = count++;
    if (n == 0) {
      return first;
    }
    long z = first + n * GAMMA;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return (z ^ z >>> 31) & Long.MAX_VALUE;
  }
}
