package uncrop.onednn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory_desc;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Some heads of one picture: their keys and values in the order that the products want, and the
 * tiles of queries that are run against them. Compiled for, and used by, one thread.
 */
final class AttentionHeads implements AutoCloseable {
  /**
   * What it is compiled for.
   *
   * @param heads at once
   * @param rows queries at once
   */
  record Plan(BlockedAttention.Shape shape, int heads, long rows) {}

  /** More than a network has, few enough to forget those of earlier picture sizes. */
  private static final int KEPT = 32;

  private static final ThreadLocal<Map<Plan, AttentionHeads>> OF_THREAD =
      ThreadLocal.withInitial(() ->
          new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Plan, AttentionHeads> eldest) {
              if (size() > KEPT) {
                eldest.getValue().close();
                return true;
              }
              return false;
            }
          });

  private final Plan plan;
  private final Tile whole;
  private final Tile rest;
  private final Reorder packKeys;
  private final Reorder packValues;
  private final Tensor keys;
  private final Tensor values;
  private final Tensor scores;
  private final Tensor shares;

  private AttentionHeads(Plan plan) {
    this.plan = plan;
    BlockedAttention.Shape shape = plan.shape;
    long d = shape.headWidth();
    Layout givenKeys =
        new Layout(
            shape.dtype(),
            new long[] {plan.heads, d, shape.keys()},
            new long[] {d, 1, shape.keyStride()});
    Layout givenValues = byHead(shape.keys(), shape.valueStride());
    whole =
        new Tile(
            plan.rows,
            Layout.free(shape.dtype(), plan.heads, d, shape.keys()).describe(),
            Layout.free(shape.dtype(), plan.heads, shape.keys(), d).describe());
    long left = shape.queries() % plan.rows;
    rest = left == 0 ? whole : new Tile(left, whole.score.weights(), whole.mix.weights());
    packKeys = new Reorder(givenKeys.describe(), whole.score.weights());
    packValues = new Reorder(givenValues.describe(), whole.mix.weights());
    keys = Packed.room(whole.score.weights());
    values = Packed.room(whole.mix.weights());
    scores = TensorScope.release(Tensor.empty(DType.FP32, plan.heads, plan.rows, shape.keys()));
    shares =
        shape.dtype() == DType.FP32
            ? scores
            : TensorScope.release(Tensor.empty(shape.dtype(), plan.heads, plan.rows, shape.keys()));
  }

  /** The calling thread's own. */
  static AttentionHeads of(Plan plan) {
    return OF_THREAD.get().computeIfAbsent(plan, AttentionHeads::new);
  }

  /**
   * All addresses are those of the first head; of q and the destination, of the picture's first
   * query.
   */
  void run(long q, long k, long v, long destination, long fromRow, long toRow) {
    packKeys.run(k, keys.address());
    packValues.run(v, values.address());
    BlockedAttention.Shape shape = plan.shape;
    int bytes = shape.dtype().bytes();
    for (long row = fromRow; row < toRow; row += plan.rows) {
      Tile tile = shape.queries() - row >= plan.rows ? whole : rest;
      tile.score.run(q + row * shape.queryStride() * bytes, keys.address(), scores.address());
      tile.softmax.run(scores.address(), shares.address());
      tile.mix.run(shares.address(), values.address(), destination + row * shape.width() * bytes);
    }
  }

  /** Heads stand side by side in each token. */
  private Layout byHead(long tokens, long stride) {
    long d = plan.shape.headWidth();
    return new Layout(
        plan.shape.dtype(), new long[] {plan.heads, tokens, d}, new long[] {d, stride, 1});
  }

  @Override
  public void close() {
    whole.close();
    if (rest != whole) {
      rest.close();
    }
    packKeys.close();
    packValues.close();
    keys.close();
    values.close();
    scores.close();
    shares.close();
  }

  /** The three operations on some queries. */
  private final class Tile implements AutoCloseable {
    final Product score;
    final Softmax softmax;
    final Product mix;

    Tile(long rows, dnnl_memory_desc keys, dnnl_memory_desc values) {
      BlockedAttention.Shape shape = plan.shape;
      score =
          Product.matmul(
              byHead(rows, shape.queryStride()),
              keys,
              null,
              Layout.dense(DType.FP32, plan.heads, rows, shape.keys()),
              List.of(new Then.Scale((float) (1 / Math.sqrt(shape.headWidth())))));
      softmax = new Softmax(plan.heads * rows, shape.keys(), DType.FP32, shape.dtype());
      mix =
          Product.matmul(
              Layout.dense(shape.dtype(), plan.heads, rows, shape.keys()),
              values,
              null,
              byHead(rows, shape.width()),
              List.of());
    }

    @Override
    public void close() {
      score.close();
      softmax.close();
      mix.close();
    }
  }
}
