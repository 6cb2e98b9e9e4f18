package uncrop.block;

import uncrop.layer.Convolution;
import uncrop.layer.Layers;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Enlarges a picture by repeating pixels and smooths it with a convolution. */
public final class Upsampling {
  private final Convolution conv;

  /**
   * @param layers those of this part
   */
  public Upsampling(Layers layers, int channels) {
    conv = layers.conv("conv", channels, channels, 3, 1, 1);
  }

  /**
   * @param x [N, C, H, W]; it is closed
   * @return [N, C, height, width]
   */
  public Tensor consume(Tensor x, long height, long width) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor large = x.upsampleNearest(height, width);
      x.close();
      return scope.keep(conv.apply(large));
    }
  }
}
