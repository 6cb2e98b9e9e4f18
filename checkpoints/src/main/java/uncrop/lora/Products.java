package uncrop.lora;

import uncrop.tensor.Tensor;

/** The products by which adapters give a large change in small factors. */
final class Products {
  private Products() {}

  /**
   * Of a LoRA (Hu et al. 2021, section 4.1).
   *
   * @param up [out, rank] or [out, rank, 1, 1]
   * @param down [rank, ...]
   * @return [out, all else of down]
   */
  static Tensor lowRank(Tensor up, Tensor down) {
    return rows(up).matmul(rows(down));
  }

  /**
   * The first half of a convolution in three steps: 1 x 1, then a small one.
   *
   * @param mid [rank, rank, height, width]
   * @param down [rank, in] or [rank, in, 1, 1]
   * @return [rank, in, height, width]
   */
  static Tensor through(Tensor mid, Tensor down) {
    long rank = mid.size(0);
    Tensor perPixel = mid.permute(0, 2, 3, 1).reshape(-1, mid.size(1)); // [rank h w, rank]
    return perPixel
        .matmul(rows(down)) // [rank h w, in]
        .reshape(rank, mid.size(2), mid.size(3), -1)
        .permute(0, 3, 1, 2)
        .contiguous();
  }

  /**
   * Of LyCORIS: sum over i, j of core[i, j, h, w] a[i, out] b[j, in].
   *
   * @return [out, in height width]
   */
  static Tensor tucker(Tensor core, Tensor a, Tensor b) {
    Tensor inner = through(core, b); // [i, in, h, w]
    return rows(a).transpose(0, 1).matmul(rows(inner));
  }

  /**
   * Each element of the first times the whole second (LyCORIS' LoKr).
   *
   * @param first [a, b]
   * @param second [c, d] or [c, d, height, width]
   * @return [a c, b d, height width]
   */
  static Tensor kronecker(Tensor first, Tensor second) {
    long a = first.size(0);
    long b = first.size(1);
    long c = second.size(0);
    long d = second.size(1);
    return first
        .reshape(a, 1, b, 1, 1)
        .times(second.reshape(1, c, 1, d, -1))
        .reshape(a * c, b * d, -1);
  }

  private static Tensor rows(Tensor tensor) {
    return tensor.reshape(tensor.size(0), -1);
  }
}
