package uncrop.schedule;

import java.util.Arrays;

/**
 * The noise levels of a run, float32, falling, the last one 0 as a rule: n steps lead over n + 1
 * levels.
 */
public final class Sigmas {
  private final float[] levels;

  private Sigmas(float... levels) {
    this.levels = levels;
  }

  /**
   * @param levels at least two
   */
  public static Sigmas of(float... levels) {
    if (levels.length < 2) {
      throw new IllegalArgumentException("a step needs two noise levels");
    }
    return new Sigmas(levels.clone());
  }

  /** The levels and then 0. */
  static Sigmas toZero(float... levels) {
    return new Sigmas(Arrays.copyOf(levels, levels.length + 1));
  }

  public int steps() {
    return levels.length - 1;
  }

  /**
   * @param index 0 to {@link #steps()}
   */
  public float at(int index) {
    return levels[index];
  }

  public float first() {
    return levels[0];
  }

  public float last() {
    return levels[levels.length - 1];
  }

  /** The last level above 0. */
  public float leastPositive() {
    for (int i = levels.length - 1; i >= 0; i--) {
      if (levels[i] > 0) {
        return levels[i];
      }
    }
    throw new IllegalStateException("no noise level above 0");
  }

  /** Leaves out the level before the last. */
  Sigmas withoutPenultimate() {
    float[] fewer = Arrays.copyOf(levels, levels.length - 1);
    fewer[fewer.length - 1] = last();
    return new Sigmas(fewer);
  }

  /** The end of this: so many steps, or all if there are fewer. */
  Sigmas lastSteps(int steps) {
    return new Sigmas(
        Arrays.copyOfRange(levels, Math.max(0, levels.length - 1 - steps), levels.length));
  }

  /** As an array, a copy. */
  public float[] toArray() {
    return levels.clone();
  }

  @Override
  public String toString() {
    return Arrays.toString(levels);
  }
}
