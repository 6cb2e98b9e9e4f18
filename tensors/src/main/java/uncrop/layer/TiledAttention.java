package uncrop.layer;

import uncrop.onednn.BlockedAttention;
import uncrop.tensor.Tensor;

/** Attention on tensors, by tiles. */
final class TiledAttention {
  private TiledAttention() {}

  static Tensor attend(Tensor q, Tensor k, Tensor v, int heads) {
    Tensor query = tokens(q);
    Tensor key = tokens(k);
    Tensor value = tokens(v);
    Tensor result = Tensor.empty(q.dtype(), q.shape());
    BlockedAttention.Shape shape =
        new BlockedAttention.Shape(
            q.dtype(),
            heads,
            q.size(2),
            q.size(1),
            k.size(1),
            query.strides()[1],
            key.strides()[1],
            value.strides()[1]);
    new BlockedAttention(shape)
        .run(
            new BlockedAttention.Batch(
                q.size(0),
                query.address(),
                key.address(),
                value.address(),
                result.address(),
                query.strides()[0],
                key.strides()[0],
                value.strides()[0]));
    return result;
  }

  /** [N, L, width] whose features lie side by side. */
  private static Tensor tokens(Tensor x) {
    return x.strides()[2] == 1 ? x : x.contiguous();
  }
}
