package uncrop.style;

/**
 * The numbers of CPython's {@code random.Random(seed)}, so that a seed chooses the same wildcards
 * and the same random style as elsewhere.
 *
 * <p>Source: MT19937 of Matsumoto and Nishimura, Mersenne Twister (ACM TOMACS 8, 1998), with the
 * seeding by array of their reference code of 2002.
 */
final class PythonRandom {
  private static final int SIZE = 624;
  private static final int MIDDLE = 397;
  private static final int BEFORE_SEEDING = 19650218;

  private final int[] state = new int[SIZE];
  private int position = SIZE;

  /**
   * @param seed its sign is not looked at
   */
  PythonRandom(long seed) {
    long size = Math.abs(seed); // the smallest long stays, and is right if read without a sign
    int high = (int) (size >>> 32);
    seed(high == 0 ? new int[] {(int) size} : new int[] {(int) size, high});
  }

  /**
   * An index to choose by, each as likely as any other.
   *
   * @param count of what there is to choose from, 1 or more
   * @return 0 to count - 1
   */
  int choice(int count) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count);
    int drawn = next() >>> (Integer.SIZE - bits);
    while (drawn >= count) {
      drawn = next() >>> (Integer.SIZE - bits);
    }
    return drawn;
  }

  /** The next 32 bits. */
  int next() {
    if (position == SIZE) {
      twist();
    }
    int y = state[position++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    for (int i = 0; i < SIZE; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      state[i] = state[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
    }
    position = 0;
  }

  private void seed(int[] key) {
    state[0] = BEFORE_SEEDING;
    for (int i = 1; i < SIZE; i++) {
      state[i] = mixed(i, 1812433253) + i;
    }
    int i = 1;
    for (int step = 0; step < SIZE; step++) {
      int word = step % key.length;
      state[i] = (state[i] ^ mixed(i, 1664525)) + key[word] + word;
      i = following(i);
    }
    for (int step = 1; step < SIZE; step++) {
      state[i] = (state[i] ^ mixed(i, 1566083941)) - i;
      i = following(i);
    }
    state[0] = 0x80000000;
  }

  private int mixed(int i, int factor) {
    return (state[i - 1] ^ (state[i - 1] >>> 30)) * factor;
  }

  private int following(int i) {
    if (i + 1 < SIZE) {
      return i + 1;
    }
    state[0] = state[SIZE - 1];
    return 1;
  }
}
