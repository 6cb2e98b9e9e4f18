package uncrop.lora;

import java.util.Arrays;
import java.util.Map;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.TensorFile;

/**
 * The shape of what factors give, before any of them is read.
 *
 * @param out the first dimension
 * @param rest the product of all others
 */
record ChangeShape(long out, long rest) {

  /**
   * @throws CheckpointFault if the factors do not fit each other
   */
  static ChangeShape of(TensorFile file, String base, Map<Factor, String> names) {
    Reader reader = new Reader(file, base, names);
    try {
      return reader.read();
    } catch (ArithmeticException e) {
      throw reader.fault("has factors that are too large");
    }
  }

  boolean fits(long... shape) {
    long total = 1;
    for (long dimension : shape) {
      total *= dimension;
    }
    return shape.length > 0 && shape[0] == out && total == out * rest;
  }

  /** A tensor's shape in the same form. */
  static String text(long... shape) {
    long rest = 1;
    for (int i = 1; i < shape.length; i++) {
      rest *= shape[i];
    }
    return new ChangeShape(shape.length == 0 ? 1 : shape[0], rest).toString();
  }

  @Override
  public String toString() {
    return "%d x %d".formatted(out, rest);
  }

  private record Reader(TensorFile file, String base, Map<Factor, String> names) {
    ChangeShape read() {
      if (names.containsKey(Factor.DIFF)) {
        long[] shape = shape(Factor.DIFF, 1);
        return new ChangeShape(shape[0], product(shape, 1));
      }
      if (names.containsKey(Factor.UP)) {
        return lowRank();
      }
      if (names.containsKey(Factor.HADA_W1_A)) {
        ChangeShape first = pair(Factor.HADA_W1_A, Factor.HADA_W1_B, Factor.HADA_T1);
        ChangeShape second = pair(Factor.HADA_W2_A, Factor.HADA_W2_B, Factor.HADA_T2);
        return agree(first.equals(second), first);
      }
      if (names.containsKey(Factor.LOKR_W1) || names.containsKey(Factor.LOKR_W1_A)) {
        ChangeShape first =
            names.containsKey(Factor.LOKR_W1)
                ? whole(Factor.LOKR_W1)
                : pair(Factor.LOKR_W1_A, Factor.LOKR_W1_B, Factor.LOKR_T2, false);
        ChangeShape second =
            names.containsKey(Factor.LOKR_W2)
                ? whole(Factor.LOKR_W2)
                : pair(Factor.LOKR_W2_A, Factor.LOKR_W2_B, Factor.LOKR_T2);
        return new ChangeShape(
            Math.multiplyExact(first.out, second.out), Math.multiplyExact(first.rest, second.rest));
      }
      throw fault("lacks the factors that make a change");
    }

    private ChangeShape lowRank() {
      long[] up = shape(Factor.UP, 2);
      long[] down = shape(Factor.DOWN, 2);
      if (!names.containsKey(Factor.MID)) {
        return agree(product(up, 1) == down[0], new ChangeShape(up[0], product(down, 1)));
      }
      long[] mid = shape(Factor.MID, 4);
      return agree(
          product(up, 1) == mid[0] && mid[1] == down[0],
          new ChangeShape(up[0], product(down, 1) * mid[2] * mid[3]));
    }

    private ChangeShape pair(Factor a, Factor b, Factor core) {
      return pair(a, b, core, names.containsKey(core));
    }

    private ChangeShape pair(Factor a, Factor b, Factor core, boolean tucker) {
      long[] first = shape(a, 2);
      long[] second = shape(b, 2);
      if (!tucker) {
        return agree(first[1] == second[0], new ChangeShape(first[0], product(second, 1)));
      }
      long[] middle = shape(core, 4);
      return agree(
          middle[0] == first[0] && middle[1] == second[0],
          new ChangeShape(product(first, 1), product(second, 1) * middle[2] * middle[3]));
    }

    private ChangeShape whole(Factor factor) {
      long[] shape = shape(factor, 2);
      return new ChangeShape(shape[0], product(shape, 1));
    }

    private ChangeShape agree(boolean fit, ChangeShape shape) {
      if (!fit) {
        throw fault("has factors that do not fit each other");
      }
      return shape;
    }

    private long[] shape(Factor factor, int dimensions) {
      String name = names.get(factor);
      if (name == null) {
        throw fault("lacks its " + factor);
      }
      long[] shape = file.shape(name);
      boolean counts = file.type(name).dtype().isPresent();
      if (shape.length < dimensions || shape.length > 4 || !counts || product(shape, 0) == 0) {
        throw new CheckpointFault(
            file.path(),
            "tensor %s cannot be of shape %s and type %s"
                .formatted(name, Arrays.toString(shape), file.type(name)));
      }
      return shape;
    }

    private static long product(long[] shape, int from) {
      long product = 1;
      for (int i = from; i < shape.length; i++) {
        product = Math.multiplyExact(product, shape[i]);
      }
      return product;
    }

    private CheckpointFault fault(String problem) {
      return new CheckpointFault(file.path(), base + " " + problem);
    }
  }
}
