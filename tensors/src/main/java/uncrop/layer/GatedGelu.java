package uncrop.layer;

import java.util.List;
import uncrop.tensor.Tensor;

/**
 * The first half of a transformer's feed-forward: value * gelu(gate), both linear in the input
 * (Shazeer, GLU Variants Improve Transformer, 2020).
 */
public final class GatedGelu {
  private final Linear both;

  GatedGelu(Linear both) {
    this.both = both;
  }

  /**
   * @return [..., out] of [..., in]
   */
  public Tensor apply(Tensor x) {
    List<Tensor> halves = both.apply(x).chunk(2, -1);
    return halves.get(0).times(halves.get(1).gelu());
  }
}
