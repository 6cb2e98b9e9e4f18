package uncrop.onednn;

import java.util.List;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;

/**
 * softmax(q k^T / sqrt(d)) v in tiles of scores that stay in the processor's cache.
 *
 * <p>How: all scores of a picture of 512 pixels are half a gigabyte; writing and reading them costs
 * more than the arithmetic. So some heads, or some queries of one head, are scored against all keys
 * at a time, their softmax is taken, and the values are mixed, before the next tile overwrites
 * them. Scores and their softmax are FP32 also where q, k and v are not. Compiled for one shape;
 * for one thread at a time.
 */
public final class BlockedAttention implements AutoCloseable {
  /** In scores. Small enough for the caches of two cores, large enough to keep both busy. */
  private static final long TILE = 1 << 19;

  /** What it is compiled for: sizes, and the steps from token to token in elements. */
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

  private final Shape shape;
  private final int headsAtOnce;
  private final long rows;
  private final Tile whole;
  private final Tile rest;

  public BlockedAttention(Shape shape) {
    this.shape = shape;
    long scoresOfHead = shape.queries * shape.keys;
    int fitting = (int) Math.clamp(TILE / scoresOfHead, 1, shape.heads);
    // All tiles are to hold the same number of heads.
    while (shape.heads % fitting != 0) {
      fitting--;
    }
    headsAtOnce = fitting;
    rows = Math.clamp(TILE / shape.keys, 1, shape.queries);
    whole = new Tile(shape, headsAtOnce, rows);
    rest = shape.queries % rows == 0 ? whole : new Tile(shape, headsAtOnce, shape.queries % rows);
  }

  /**
   * One picture of a batch.
   *
   * @param destination [queries, width], dense
   */
  public void run(long q, long k, long v, long destination) {
    int bytes = shape.dtype.bytes();
    try (Tensor scores = Tensor.empty(DType.FP32, headsAtOnce, rows, shape.keys);
        Tensor shares = Tensor.empty(shape.dtype, headsAtOnce, rows, shape.keys)) {
      for (int head = 0; head < shape.heads; head += headsAtOnce) {
        long across = head * shape.headWidth() * bytes;
        for (long row = 0; row < shape.queries; row += rows) {
          Tile tile = shape.queries - row >= rows ? whole : rest;
          tile.scores.run(
              q + across + row * shape.queryStride * bytes, k + across, scores.address());
          tile.softmax.run(scores.address(), shares.address());
          tile.mix.run(
              shares.address(), v + across, destination + across + row * shape.width * bytes);
        }
      }
    }
  }

  @Override
  public void close() {
    whole.close();
    if (rest != whole) {
      rest.close();
    }
  }

  private static final class Tile implements AutoCloseable {
    final Product scores;
    final Softmax softmax;
    final Product mix;

    Tile(Shape shape, int heads, long rows) {
      long d = shape.headWidth();
      Layout tile = Layout.dense(DType.FP32, heads, rows, shape.keys);
      Layout shares = Layout.dense(shape.dtype, heads, rows, shape.keys);
      scores =
          Product.matmul(
              byHead(shape.dtype, heads, rows, d, shape.queryStride),
              new Layout(
                      shape.dtype,
                      new long[] {heads, d, shape.keys},
                      new long[] {d, 1, shape.keyStride})
                  .describe(),
              null,
              tile,
              List.of(new Then.Scale((float) (1 / Math.sqrt(d)))));
      softmax = new Softmax(heads * rows, shape.keys, DType.FP32, shape.dtype);
      mix =
          Product.matmul(
              shares,
              byHead(shape.dtype, heads, shape.keys, d, shape.valueStride).describe(),
              null,
              byHead(shape.dtype, heads, rows, d, shape.width),
              List.of());
    }

    /** Heads stand side by side in each token. */
    private static Layout byHead(DType dtype, int heads, long tokens, long d, long stride) {
      return new Layout(dtype, new long[] {heads, tokens, d}, new long[] {d, stride, 1});
    }

    @Override
    public void close() {
      scores.close();
      softmax.close();
      mix.close();
    }
  }
}
