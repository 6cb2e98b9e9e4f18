package uncrop.noise;

/**
 * NumPy's {@code SeedSequence} (numpy/random/bit_generator.pyx, after O'Neill's {@code seed_seq}):
 * turns one big seed into many unrelated small ones.
 *
 * <p>All arithmetic is on unsigned 32-bit words, which Java's {@code int} does as it is, but for
 * the shifts.
 */
final class SeedSequence {
  /** What torchsde's Brownian tree asks for; NumPy's own default is 4. */
  static final int POOL_WORDS = 24;

  private static final int HASH_START = 0x43b0d7e5;
  private static final int HASH_FACTOR = 0x931e8875;
  private static final int STATE_START = 0x8b51f9dd;
  private static final int STATE_FACTOR = 0x58f38ded;
  private static final int MIX_LEFT = 0xca01f9dd;
  private static final int MIX_RIGHT = 0x4973f715;

  private final int[] pool = new int[POOL_WORDS];
  private int hash = HASH_START;

  /**
   * @param entropy unsigned
   * @param spawnKey which descendant this is, each element unsigned; none for the root
   */
  SeedSequence(long entropy, long... spawnKey) {
    int[] words = words(entropy);
    // With a spawn key the entropy is padded to the pool, so that no key can pass for entropy.
    for (int i = 0; i < pool.length; i++) {
      pool[i] = hashed(i < words.length ? words[i] : 0);
    }
    for (int from = 0; from < pool.length; from++) {
      for (int to = 0; to < pool.length; to++) {
        if (from != to) {
          pool[to] = mixed(pool[to], hashed(pool[from]));
        }
      }
    }
    for (long element : spawnKey) {
      for (int word : words(element)) {
        for (int to = 0; to < pool.length; to++) {
          pool[to] = mixed(pool[to], hashed(word));
        }
      }
    }
  }

  /** The first unsigned 32-bit words of the state. */
  int[] state(int count) {
    int[] state = new int[count];
    int factor = STATE_START;
    for (int i = 0; i < count; i++) {
      int value = pool[i % pool.length] ^ factor;
      factor *= STATE_FACTOR;
      value *= factor;
      state[i] = value ^ (value >>> 16);
    }
    return state;
  }

  /** Little-endian, without leading zeros; zero is one word. */
  private static int[] words(long value) {
    int high = (int) (value >>> 32);
    return high == 0 ? new int[] {(int) value} : new int[] {(int) value, high};
  }

  private int hashed(int value) {
    value ^= hash;
    hash *= HASH_FACTOR;
    value *= hash;
    return value ^ (value >>> 16);
  }

  private static int mixed(int x, int y) {
    int value = MIX_LEFT * x - MIX_RIGHT * y;
    return value ^ (value >>> 16);
  }
}
