package uncrop.noise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * One path of Brownian motion W(t), of which any increment can be asked for in any order: the
 * {@code BrownianTree} of torchsde 0.2.6 (Li et al. 2020, "Scalable Gradients for Stochastic
 * Differential Equations", section 4), bit for bit.
 */
final class BrownianTree {
  /*
   * The root knows the increment over the whole range. A node [a, b] with increment w is cut at its
   * middle m, rounded to 6 decimals; the left half gets the Brownian bridge's draw
   *
   *     w (m - a) / (b - a)  +  z sqrt((m - a) (b - m) / (b - a)),   z normal,
   *
   * and the right half the rest. The seed of z depends on the entropy and on the node's place in
   * the tree only (its number k among its level's nodes and its depth), so a path is a function of
   * its seed and its range, and nothing needs to be stored: we descend from the root each time,
   * at most about 24 levels, and draw again on the way.
   *
   * Bits: the scalars are doubles, but each product with a tensor rounds to float32, in the order
   * written here; the pieces of a query are summed from left to right, not up the tree. Since times
   * are rounded at 1e-6, a sigma that is one ulp off can end at another leaf, with other noise.
   */
  private static final int DECIMALS = 6;

  private final long entropy;
  private final long[] shape;
  private final double unroundedLength;
  private final double start;
  private final double end;

  /**
   * @param entropy the seed, unsigned
   * @param start the least time, such as the least sigma above 0
   * @param end the greatest time, above start
   */
  BrownianTree(long entropy, double start, double end, long... shape) {
    if (!(start < end)) {
      throw new IllegalArgumentException("no path from " + start + " to " + end);
    }
    this.entropy = entropy;
    this.shape = shape.clone();
    this.unroundedLength = end - start;
    this.start = rounded(start);
    this.end = rounded(end);
  }

  /** W(to) - W(from), where from is the lesser; both are clamped to the range. */
  Tensor increment(double from, double to) {
    try (TensorScope scope = TensorScope.open()) {
      double a = Math.clamp(rounded(from), start, end);
      double b = Math.clamp(rounded(to), start, end);
      Sum sum = new Sum();
      if (a < b) {
        int seed = new SeedSequence(entropy).state(3)[0];
        Tensor whole = normal(seed).times(Math.sqrt(unroundedLength));
        descend(new Node(start, end, 0, 0), whole, a, b, sum);
      }
      Tensor total = sum.total == null ? Tensor.zeros(DType.FP32, shape) : sum.total;
      return scope.keep(total);
    }
  }

  private void descend(Node node, Tensor w, double from, double to, Sum sum) {
    if (from == node.a && to == node.b) {
      sum.add(w);
      return;
    }
    double middle = rounded((node.a + node.b) / 2);
    Tensor left = leftHalf(node, w, middle);
    if (from < middle) {
      descend(node.left(middle), left, from, Math.min(to, middle), sum);
    }
    if (to > middle) {
      descend(node.right(middle), w.minus(left), Math.max(from, middle), to, sum);
    }
  }

  private Tensor leftHalf(Node node, Tensor w, double middle) {
    int seed = new SeedSequence(entropy, node.number, node.depth).state(4)[0];
    double perLength = 1 / (node.b - node.a);
    double spread = Math.sqrt((middle - node.a) * (node.b - middle) * perLength);
    return w.times(middle - node.a).times(perLength).plus(normal(seed).times(spread));
  }

  private Tensor normal(int seed) {
    try (RandomStream stream = RandomStream.seeded(Integer.toUnsignedLong(seed))) {
      return stream.normal(DType.FP32, shape);
    }
  }

  /** As Python rounds: the exact value of the double, halves to even. */
  private static double rounded(double time) {
    return new BigDecimal(time).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
  }

  private record Node(double a, double b, long number, int depth) {
    Node left(double middle) {
      return new Node(a, middle, 2 * number, depth + 1);
    }

    Node right(double middle) {
      return new Node(middle, b, 2 * number + 1, depth + 1);
    }
  }

  private static final class Sum {
    @Nullable Tensor total;

    void add(Tensor piece) {
      total = total == null ? piece : total.plus(piece);
    }
  }
}
