package uncrop.vae;

import uncrop.layer.Convolution;
import uncrop.layer.Layers;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Three convolutions with ReLUs between them, added to their input, and a ReLU. */
final class TinyBlock {
  private final Convolution conv1;
  private final Convolution conv2;
  private final Convolution conv3;

  TinyBlock(Layers layers, int width) {
    conv1 = layers.conv("conv.0", width, width, 3, 1, 1);
    conv2 = layers.conv("conv.2", width, width, 3, 1, 1);
    conv3 = layers.conv("conv.4", width, width, 3, 1, 1);
  }

  /**
   * @param picture [N, width, H, W]; used up
   */
  Tensor consume(Tensor picture) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor inner = conv2.apply(conv1.apply(picture).relu()).relu();
      Tensor sum = conv3.addTo(picture, inner);
      Tensor result = sum.relu();
      sum.close();
      return scope.keep(result);
    }
  }
}
