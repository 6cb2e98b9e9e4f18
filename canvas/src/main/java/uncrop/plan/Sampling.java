package uncrop.plan;

import java.util.Map;

/**
 * How to paint, as opposed to where.
 *
 * @param prompt what to paint; empty lets the engine decide
 * @param seed not negative; sample {@code i} of a plan uses {@code seed + i}
 * @param samples how many different pictures, 1 or more
 * @param options what only some engines know (such as {@code fill=mirror} for pad), by lower-case
 *     name
 */
public record Sampling(
    String prompt, String negativePrompt, long seed, int samples, Map<String, String> options) {
  public Sampling {
    options = Map.copyOf(options);
  }

  public static Sampling seeded(long seed) {
    return new Sampling("", "", seed, 1, Map.of());
  }
}
