package uncrop.layer;

import uncrop.tensor.DType;

/** Whether layers run on oneDNN's packed forms here, or on libtorch's plain ones. */
final class OneDnnLayers {
  /** Set to "plain" to compare with libtorch's own layers. */
  private static final boolean PLAIN = "plain".equals(System.getProperty("uncrop.layers"));

  private OneDnnLayers() {}

  static boolean serve(DType dtype) {
    return !PLAIN && (dtype == DType.FP32 || dtype == DType.BF16);
  }
}
