package uncrop.feedforward;

import uncrop.tensor.DType;
import uncrop.tensor.Tensor;

/** What a network takes and gives, as it is distributed for IOPaint (Sanster/IOPaint). */
public enum Network {
  /**
   * LaMa (Suvorov et al. 2021, "Resolution-robust Large Mask Inpainting with Fourier
   * Convolutions"). Takes the picture [1, 3, H, W] from 0 to 1 and the hole [1, 1, H, W], 1 inside;
   * gives 0 to 1.
   */
  LAMA("LaMa", 2, 8, 64, 512, false) {
    @Override
    Tensor[] arguments(Frame frame) {
      return new Tensor[] {frame.picture(), frame.hole()};
    }

    @Override
    Tensor levels(Tensor painted) {
      // IOPaint cuts the fraction off, which darkens by half a level.
      return painted.to(DType.FP32).times(255).round().clamp(0, 255);
    }
  },

  /**
   * MI-GAN (Sargsyan et al. 2023, "MI-GAN: A Simple Baseline for Image Inpainting on Mobile
   * Devices"). Takes one [1, 4, 512, 512]: half minus the hole, then the picture from -1 to 1 with
   * 0 in the hole; gives -1 to 1.
   */
  MI_GAN("MI-GAN", 1, 512, 512, 512, true) {
    @Override
    Tensor[] arguments(Frame frame) {
      Tensor hole = frame.hole();
      Tensor known = hole.negate().addInPlace(1);
      Tensor picture = frame.picture().times(2).addInPlace(-1).timesInPlace(known);
      return new Tensor[] {Tensor.cat(1, hole.negate().addInPlace(0.5), picture)};
    }

    @Override
    Tensor levels(Tensor painted) {
      return painted.to(DType.FP32).times(127.5).addInPlace(127.5).round().clamp(0, 255);
    }
  };

  private final String title;
  private final int inputs;
  private final int multiple;
  private final int least;
  private final int bestSide;
  private final boolean fixed;

  Network(String title, int inputs, int multiple, int least, int bestSide, boolean fixed) {
    this.title = title;
    this.inputs = inputs;
    this.multiple = multiple;
    this.least = least;
    this.bestSide = bestSide;
    this.fixed = fixed;
  }

  public String title() {
    return title;
  }

  /** The side of windows at which it paints best, in pixels. */
  public int bestSide() {
    return bestSide;
  }

  /** Whether larger windows than {@link #bestSide} are refused. */
  public boolean fixed() {
    return fixed;
  }

  /** Windows whose sides are multiples of this, in pixels, are not filled up. */
  public int multiple() {
    return multiple;
  }

  /** Of tensors. */
  int inputs() {
    return inputs;
  }

  /** The side to which a window is filled up. */
  int filled(int side) {
    return Math.max(least, Math.ceilDiv(side, multiple) * multiple);
  }

  abstract Tensor[] arguments(Frame frame);

  /**
   * @return FP32, whole numbers from 0 to 255
   */
  abstract Tensor levels(Tensor painted);
}
