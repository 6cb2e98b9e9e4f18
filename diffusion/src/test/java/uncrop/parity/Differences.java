package uncrop.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import uncrop.tensor.Device;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** How far results are from the reference's, as shares of the reference's largest value. */
public final class Differences {
  private final double allowed;
  private double worst;
  private String worstName = "none";
  private int count;

  /**
   * @param allowed greatest share
   */
  public Differences(double allowed) {
    this.allowed = allowed;
  }

  public void add(String name, Tensor result, Tensor reference) {
    try (TensorScope scope = TensorScope.open()) {
      assertThat(result.shape()).as(name).isEqualTo(reference.shape());
      double largest = reference.abs().max().item();
      Tensor here = result.to(Device.CPU, reference.dtype());
      double share = here.minus(reference).abs().max().item() / largest;
      assertThat(share).as("difference of %s", name).isLessThanOrEqualTo(allowed);
      if (share >= worst) {
        worst = share;
        worstName = name;
      }
      count++;
    }
  }

  /** Says how close it was. */
  public void print(String what) {
    System.out.printf(
        Locale.ROOT, "%s: %d outputs, worst %.1e at %s%n", what, count, worst, worstName);
  }
}
