package uncrop.block;

import org.jspecify.annotations.Nullable;
import uncrop.layer.Convolution;
import uncrop.layer.GroupNorm;
import uncrop.layer.Layers;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * Two convolutions that change a picture, each after a normalisation and a SiLU, and the picture
 * itself added (He et al., Identity Mappings in Deep Residual Networks, 2016; {@code ResnetBlock2D}
 * of diffusers).
 */
public final class ResidualBlock {
  private final GroupNorm norm1;
  private final Convolution conv1;
  private final GroupNorm norm2;
  private final Convolution conv2;
  // A 1 x 1 convolution where the number of channels changes.
  private final @Nullable Convolution shortcut;

  /**
   * @param layers those of this block
   * @param in channels
   * @param out channels
   * @param groups of both normalisations
   */
  public ResidualBlock(Layers layers, int in, int out, int groups, double eps) {
    norm1 = layers.groupNorm("norm1", groups, in, eps);
    conv1 = layers.conv("conv1", in, out, 3, 1, 1);
    norm2 = layers.groupNorm("norm2", groups, out, eps);
    conv2 = layers.conv("conv2", out, out, 3, 1, 1);
    shortcut = in == out ? null : layers.conv("conv_shortcut", in, out, 1, 1, 0);
  }

  /**
   * @param x [N, in, H, W], channels last
   * @param shift [N or 1, out, 1, 1], added between the convolutions: what the network knows of the
   *     time
   * @return [N, out, H, W]
   */
  public Tensor apply(Tensor x, @Nullable Tensor shift) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor inner = inner(x, shift, Norming.OWN);
      if (shortcut != null) {
        return scope.keep(conv2.addTo(shortcut.apply(x), inner));
      }
      return scope.keep(conv2.apply(inner).addInPlace(x));
    }
  }

  /** The same where nobody needs x any more: the result takes its memory, or x is closed. */
  public Tensor consume(Tensor x, @Nullable Tensor shift) {
    return consume(x, shift, Norming.OWN);
  }

  /** The same, normalised in another way. */
  public Tensor consume(Tensor x, @Nullable Tensor shift, Norming norming) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor inner = inner(x, shift, norming);
      Tensor sum = x;
      if (shortcut != null) {
        sum = shortcut.apply(x);
        x.close();
      }
      return scope.keep(conv2.addTo(sum, inner));
    }
  }

  /** All but the last convolution; at most three pictures are alive at once, x included. */
  private Tensor inner(Tensor x, @Nullable Tensor shift, Norming norming) {
    Tensor normed = norming.applySilu(norm1, x);
    Tensor changed = conv1.apply(normed);
    normed.close();
    if (shift != null) {
      changed.addInPlace(shift);
    }
    Tensor inner = norming.applySilu(norm2, changed);
    changed.close();
    return inner;
  }
}
