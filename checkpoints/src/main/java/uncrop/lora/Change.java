package uncrop.lora;

import java.util.Map;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.TensorFile;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * What a LoRA adds to one tensor, calculated when it is asked for.
 *
 * @param names of its factors in the file
 * @param alpha from elsewhere than the file's tensors; negative if there is none
 */
record Change(TensorFile file, String base, Map<Factor, String> names, double alpha) {

  /**
   * In FP32, not yet times its weight.
   *
   * @param shape of the tensor that it is added to, which {@link ChangeShape} has compared
   */
  Tensor of(long... shape) {
    try (TensorScope scope = TensorScope.open()) {
      return scope.keep(unshaped().reshape(shape));
    }
  }

  private Tensor unshaped() {
    if (names.containsKey(Factor.DIFF)) {
      return load(Factor.DIFF);
    }
    if (names.containsKey(Factor.UP)) {
      return Products.lowRank(load(Factor.UP), down()).times(scale(rank(Factor.DOWN)));
    }
    if (names.containsKey(Factor.HADA_W1_A)) {
      Tensor first = decomposed(Factor.HADA_W1_A, Factor.HADA_W1_B, Factor.HADA_T1);
      Tensor second = decomposed(Factor.HADA_W2_A, Factor.HADA_W2_B, Factor.HADA_T2);
      return first.times(second).times(scale(rank(Factor.HADA_W1_B)));
    }
    Tensor first =
        names.containsKey(Factor.LOKR_W1)
            ? load(Factor.LOKR_W1)
            : Products.lowRank(load(Factor.LOKR_W1_A), load(Factor.LOKR_W1_B));
    Tensor second =
        names.containsKey(Factor.LOKR_W2)
            ? load(Factor.LOKR_W2)
            : decomposed(Factor.LOKR_W2_A, Factor.LOKR_W2_B, Factor.LOKR_T2);
    return Products.kronecker(first, second).times(kroneckerScale());
  }

  private Tensor down() {
    return names.containsKey(Factor.MID)
        ? Products.through(load(Factor.MID), load(Factor.DOWN))
        : load(Factor.DOWN);
  }

  private Tensor decomposed(Factor a, Factor b, Factor core) {
    return names.containsKey(core)
        ? Products.tucker(load(core), load(a), load(b))
        : Products.lowRank(load(a), load(b));
  }

  /** Two matrices that are given whole have no rank, so that alpha means nothing. */
  private double kroneckerScale() {
    if (names.containsKey(Factor.LOKR_W2_B)) {
      return scale(rank(Factor.LOKR_W2_B));
    }
    return names.containsKey(Factor.LOKR_W1_B) ? scale(rank(Factor.LOKR_W1_B)) : 1;
  }

  private double scale(long rank) {
    if (names.containsKey(Factor.ALPHA)) {
      return load(Factor.ALPHA).reshape(1).item() / rank;
    }
    return alpha < 0 ? 1 : alpha / rank;
  }

  private long rank(Factor factor) {
    return file.shape(name(factor))[0];
  }

  private Tensor load(Factor factor) {
    return file.get(name(factor)).load().to(DType.FP32);
  }

  private String name(Factor factor) {
    String name = names.get(factor);
    if (name == null) {
      throw new CheckpointFault(file.path(), "%s lacks its %s".formatted(base, factor));
    }
    return name;
  }
}
