package uncrop.unet;

import java.util.Map;
import uncrop.tensor.Tensor;

/**
 * One time step as each residual block of a UNet sees it. It depends on nothing else, so one for
 * each step of a schedule serves all pictures made with it. Its tensors belong to the scope in
 * which it was made.
 */
public final class Embedding implements AutoCloseable {
  // By the block's name: [N or 1, channels, 1, 1].
  private final Map<String, Tensor> shifts;

  Embedding(Map<String, Tensor> shifts) {
    this.shifts = Map.copyOf(shifts);
  }

  Tensor shift(String block) {
    Tensor shift = shifts.get(block);
    if (shift == null) {
      throw new IllegalArgumentException("an embedding of another network: no " + block);
    }
    return shift;
  }

  @Override
  public void close() {
    shifts.values().forEach(Tensor::close);
  }
}
