package uncrop.inpaint;

import uncrop.fault.UncropException;
import uncrop.tensor.Tensor;

/** A network gave no numbers: its weights are damaged, or overflow in the precision chosen. */
public final class NotFinite extends UncropException {
  private NotFinite(String what) {
    super(
        what
            + " is not a number (NaN) or infinite: the checkpoint is damaged, or overflows in this"
            + " precision; verify it, or take fp32");
  }

  /**
   * @param what it is, as the subject of a sentence
   * @throws NotFinite unless all elements are numbers
   */
  static Tensor checked(Tensor tensor, String what) {
    if (tensor.hasNaN()) {
      throw new NotFinite(what);
    }
    return tensor;
  }
}
