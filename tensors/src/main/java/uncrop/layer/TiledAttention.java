package uncrop.layer;

import static uncrop.layer.OperatorTimes.Operator.ATTENTION;

import java.util.LinkedHashMap;
import java.util.Map;
import uncrop.onednn.BlockedAttention;
import uncrop.tensor.Tensor;

/** Keeps the compiled attentions of a thread by their shapes. */
final class TiledAttention {
  /** More shapes than a network has, few enough to forget those of earlier picture sizes. */
  private static final int KEPT = 48;

  private static final ThreadLocal<Map<BlockedAttention.Shape, BlockedAttention>> COMPILED =
      ThreadLocal.withInitial(() ->
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(
                Map.Entry<BlockedAttention.Shape, BlockedAttention> eldest) {
              boolean full = size() > KEPT;
              if (full) {
                eldest.getValue().close();
              }
              return full;
            }
          });

  private TiledAttention() {}

  static Tensor attend(Tensor q, Tensor k, Tensor v, int heads) {
    long started = OperatorTimes.now();
    Tensor query = tokens(q);
    Tensor key = tokens(k);
    Tensor value = tokens(v);
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
    BlockedAttention attention = COMPILED.get().computeIfAbsent(shape, BlockedAttention::new);
    Tensor result = Tensor.empty(q.dtype(), q.shape());
    int bytes = q.dtype().bytes();
    for (long n = 0; n < q.size(0); n++) {
      attention.run(
          query.address() + n * query.strides()[0] * bytes,
          key.address() + n * key.strides()[0] * bytes,
          value.address() + n * value.strides()[0] * bytes,
          result.address() + n * result.strides()[0] * bytes);
    }
    OperatorTimes.add(ATTENTION, started, 4.0 * q.size(0) * q.size(1) * k.size(1) * q.size(2));
    return result;
  }

  /** [N, L, width] whose features lie side by side. */
  private static Tensor tokens(Tensor x) {
    return x.strides()[2] == 1 ? x : x.contiguous();
  }
}
