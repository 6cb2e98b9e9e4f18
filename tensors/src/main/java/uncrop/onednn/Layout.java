package uncrop.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.global.dnnl;
import uncrop.tensor.DType;

/**
 * How a tensor lies in memory.
 *
 * @param strides in elements, one for each dimension; empty: as oneDNN likes it best
 */
public record Layout(DType dtype, long[] dims, long[] strides) {
  /** Row after row. */
  public static Layout dense(DType dtype, long... dims) {
    long[] strides = new long[dims.length];
    long step = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= dims[i];
    }
    return new Layout(dtype, dims, strides);
  }

  /** [N, C, H, W] with the channels of one pixel side by side. */
  public static Layout channelsLast(DType dtype, long n, long c, long h, long w) {
    return new Layout(dtype, new long[] {n, c, h, w}, new long[] {h * w * c, 1, w * c, c});
  }

  public static Layout free(DType dtype, long... dims) {
    return new Layout(dtype, dims, new long[0]);
  }

  boolean isFree() {
    return strides.length == 0;
  }

  dnnl_memory_desc describe() {
    dnnl_memory_desc description = new dnnl_memory_desc();
    int type = OneDnn.dataType(dtype);
    int status =
        isFree()
            ? dnnl.dnnl_memory_desc_create_with_tag(
                description, dims.length, dims, type, dnnl.dnnl_format_tag_any)
            : dnnl.dnnl_memory_desc_create_with_strides(
                description, dims.length, dims, type, strides);
    OneDnn.check(status, "describe " + this);
    return Freed.later(description);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Layout that
        && dtype == that.dtype
        && Arrays.equals(dims, that.dims)
        && Arrays.equals(strides, that.strides);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(dims) + Arrays.hashCode(strides) + dtype.hashCode();
  }

  @Override
  public String toString() {
    return dtype
        + " "
        + Arrays.toString(dims)
        + (isFree() ? "" : " by " + Arrays.toString(strides));
  }
}
