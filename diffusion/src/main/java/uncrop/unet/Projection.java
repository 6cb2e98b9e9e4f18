package uncrop.unet;

import uncrop.layer.Convolution;
import uncrop.layer.Layers;
import uncrop.layer.Linear;
import uncrop.tensor.Tensor;

/**
 * A matrix applied to each place of a picture: stored as a convolution in Stable Diffusion 1.5, as
 * a linear layer in XL. Pictures are [N, C, H, W], channels last.
 */
sealed interface Projection {
  Tensor apply(Tensor picture);

  /** Adds the result to the sum's own memory. */
  void addTo(Tensor sum, Tensor picture);

  static Projection of(Layers layers, String name, int width, boolean linear) {
    return linear
        ? new OverTokens(layers.linear(name, width, width, true))
        : new OverPicture(layers.conv(name, width, width, 1, 1, 0));
  }

  /** proj_in and proj_out of Stable Diffusion 1.5. */
  record OverPicture(Convolution conv) implements Projection {
    @Override
    public Tensor apply(Tensor picture) {
      return conv.apply(picture);
    }

    @Override
    public void addTo(Tensor sum, Tensor picture) {
      conv.addTo(sum, picture);
    }
  }

  /** proj_in and proj_out of Stable Diffusion XL. */
  record OverTokens(Linear linear) implements Projection {
    @Override
    public Tensor apply(Tensor picture) {
      Tensor changed = linear.apply(SpatialTransformer.tokens(picture));
      return SpatialTransformer.picture(changed, picture.size(2), picture.size(3));
    }

    @Override
    public void addTo(Tensor sum, Tensor picture) {
      linear.addTo(SpatialTransformer.tokens(sum), SpatialTransformer.tokens(picture));
    }
  }
}
