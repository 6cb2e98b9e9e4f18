package uncrop.server.vocabulary.segmind;

import java.util.random.RandomGenerator;
import uncrop.server.wire.Parameters;

/** The parameter {@code seed}, of which -1 means any. */
final class Seed {
  private static final long ANY = -1;
  private static final long MOST = 999_999_999_999_999L;

  /** Room for the seeds of the other samples. */
  private static final long MOST_DRAWN = MOST - 4;

  private Seed() {}

  static long of(Parameters sent, RandomGenerator random) {
    long seed = sent.integer("seed", ANY, ANY, MOST);
    return seed == ANY ? random.nextLong(MOST_DRAWN) : seed;
  }
}
