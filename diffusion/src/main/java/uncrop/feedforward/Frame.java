package uncrop.feedforward;

import uncrop.fault.BadInput;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.tensor.Tensor;

/**
 * A window, filled up to a size that a network takes: beyond its right and lower edge the picture
 * goes on mirrored, its last row and column twice, as IOPaint does.
 *
 * @param width filled up, in pixels
 * @param height filled up, in pixels
 */
record Frame(Raster window, Mask mask, int width, int height) {
  private static final int CHANNELS = 3;
  private static final float WHITE = 255;

  /**
   * @throws BadInput on the field "picture" if it is too large
   */
  static Frame of(Raster window, Mask mask, Network network) {
    if (network.fixed() && Math.max(window.width(), window.height()) > network.bestSide()) {
      throw new BadInput(
          "picture",
          window.width() + "x" + window.height(),
          "must be at most %dx%d for %s"
              .formatted(network.bestSide(), network.bestSide(), network.title()));
    }
    return new Frame(window, mask, network.filled(window.width()), network.filled(window.height()));
  }

  /** FP32 [1, 3, height, width] from 0 to 1. */
  Tensor picture() {
    float[] planes = new float[CHANNELS * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int argb = window.at(mirrored(x, window.width()), mirrored(y, window.height()));
        for (int channel = 0; channel < CHANNELS; channel++) {
          int level = argb >> (16 - 8 * channel) & 0xFF;
          planes[(channel * height + y) * width + x] = level / WHITE;
        }
      }
    }
    return Tensor.of(planes, 1, CHANNELS, height, width);
  }

  /** FP32 [1, 1, height, width]: 1 where it is to be painted, else 0. */
  Tensor hole() {
    float[] plane = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean paints = mask.paints(mirrored(x, window.width()), mirrored(y, window.height()));
        plane[y * width + x] = paints ? 1 : 0;
      }
    }
    return Tensor.of(plane, 1, 1, height, width);
  }

  /** Where 0 1 2 goes on as 2 1 0 0 1 2, for as long as needed. */
  static int mirrored(int at, int size) {
    int within = at % (2 * size);
    return within < size ? within : 2 * size - 1 - within;
  }

  /**
   * The window with new pixels where the mask says so.
   *
   * @param levels [3, height, width], 0 to 255
   */
  Raster with(float[] levels) {
    Raster result = window.copy();
    for (int y = 0; y < window.height(); y++) {
      for (int x = 0; x < window.width(); x++) {
        if (mask.paints(x, y)) {
          int argb = 0xFF;
          for (int channel = 0; channel < CHANNELS; channel++) {
            argb = argb << 8 | (int) levels[(channel * height + y) * width + x];
          }
          result.set(x, y, argb);
        }
      }
    }
    return result;
  }
}
