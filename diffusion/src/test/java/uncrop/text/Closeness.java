package uncrop.text;

import static org.assertj.core.api.Assertions.assertThat;

import uncrop.tensor.Tensor;

/** How far tensors are from those of the reference. */
public final class Closeness {
  private Closeness() {}

  /** The largest difference, as a share of the reference's largest value. */
  public static double relative(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    float[] ours = actual.toFloats();
    float[] theirs = expected.toFloats();
    double largest = 0;
    double off = 0;
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).isFinite();
      largest = Math.max(largest, Math.abs(theirs[i]));
      off = Math.max(off, Math.abs((double) ours[i] - theirs[i]));
    }
    return off / largest;
  }
}
