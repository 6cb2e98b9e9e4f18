package uncrop.onednn;

import java.util.Optional;
import java.util.function.IntConsumer;
import uncrop.tensor.DType;

/**
 * softmax(q k^T / sqrt(d)) v in tiles of scores that stay in the processor's cache.
 *
 * <p>How: all scores of a picture of 512 pixels are half a gigabyte; writing and reading them costs
 * more than the arithmetic. So some heads, or some queries of one head, are scored against all keys
 * at a time, their softmax is taken, and the values are mixed, before the next tile overwrites
 * them. Each head, or part of one, is one core's work from end to end. Scores and their softmax are
 * FP32 also where q, k and v are not.
 */
public final class BlockedAttention {
  /** In scores, of one core: what fits into its second cache beside the keys and values. */
  private static final long TILE_OF_CORE = 1 << 17;

  /** In scores, of all cores together, where each operation is split among them. */
  private static final long TILE_OF_ALL = 1 << 19;

  /** Less arithmetic than this is over before a crew has gathered. */
  private static final double WORTH_A_CREW = 2e9;

  /** What it is for: sizes, and the steps from token to token in elements. */
  public record Shape(
      DType dtype,
      int heads,
      long width,
      long queries,
      long keys,
      long queryStride,
      long keyStride,
      long valueStride) {
    long headWidth() {
      return width / heads;
    }
  }

  /**
   * The first tokens of a batch, and the steps from one picture of it to the next.
   *
   * @param destination [n, queries, width], dense
   */
  public record Batch(
      long n, long q, long k, long v, long destination, long qStep, long kStep, long vStep) {}

  private final Shape shape;

  public BlockedAttention(Shape shape) {
    this.shape = shape;
  }

  public void run(Batch batch) {
    double flops = 4.0 * batch.n * shape.queries * shape.keys * shape.width;
    Optional<Crew> crew = flops < WORTH_A_CREW ? Optional.empty() : Crew.shared();
    AttentionHeads.Plan plan = plan(crew.isPresent() ? TILE_OF_CORE : TILE_OF_ALL);
    int groups = shape.heads / plan.heads();
    long rows = plan.rows();
    // Few heads are cut into parts, so that every core gets some; each packs the keys for itself.
    long parts = crew.isPresent() ? Math.ceilDiv(2L * crew.get().size(), batch.n * groups) : 1;
    long partRows = Math.ceilDiv(Math.ceilDiv(shape.queries, rows), parts) * rows;
    int partsOfHead = Math.toIntExact(Math.ceilDiv(shape.queries, partRows));
    int items = Math.toIntExact(batch.n * groups * partsOfHead);
    IntConsumer work =
        item -> {
          long from = item % partsOfHead * partRows;
          int group = item / partsOfHead % groups;
          runHeads(
              batch,
              plan,
              item / partsOfHead / groups,
              group * plan.heads(),
              from,
              Math.min(from + partRows, shape.queries));
        };
    Crew.share(crew, items, work);
  }

  private AttentionHeads.Plan plan(long tile) {
    int heads = (int) Math.clamp(tile / (shape.queries * shape.keys), 1, shape.heads);
    // All are to hold the same number of heads.
    while (shape.heads % heads != 0) {
      heads--;
    }
    long rows = Math.clamp(tile / shape.keys, Math.min(16, shape.queries), shape.queries);
    return new AttentionHeads.Plan(shape, heads, rows);
  }

  private void runHeads(
      Batch batch, AttentionHeads.Plan plan, long n, int head, long fromRow, long toRow) {
    int bytes = shape.dtype.bytes();
    long across = head * shape.headWidth();
    AttentionHeads.of(plan)
        .run(
            batch.q + (n * batch.qStep + across) * bytes,
            batch.k + (n * batch.kStep + across) * bytes,
            batch.v + (n * batch.vStep + across) * bytes,
            batch.destination + (n * shape.queries * shape.width + across) * bytes,
            fromRow,
            toRow);
  }
}
