package uncrop.unet;

import uncrop.layer.Layers;
import uncrop.layer.Linear;
import uncrop.tensor.Tensor;

/** Two linear layers with a SiLU between them ({@code TimestepEmbedding} of diffusers). */
final class EmbeddingNet {
  private final Linear linear1;
  private final Linear linear2;

  EmbeddingNet(Layers layers, int in, int out) {
    linear1 = layers.linear("linear_1", in, out, true);
    linear2 = layers.linear("linear_2", out, out, true);
  }

  /**
   * @return [N, out] of [N, in]
   */
  Tensor apply(Tensor x) {
    return linear2.apply(linear1.apply(x).siluInPlace());
  }
}
