package uncrop.window;

import uncrop.pixels.Raster;

/** Takes out a shift in colour between what a model made of the kept pixels and what they are. */
final class ColourFit {
  /*
   * An autoencoder does not give back quite the colours that it was given, and a model may tint a
   * whole window. Both show where the answer is known: in the kept pixels. Their mean error near the
   * hole is subtracted from what was painted. What is left of it along the source's border, where it
   * varies, is evened out when the picture is composed.
   */
  private static final int NEAR = 48;
  private static final int ENOUGH = 256;

  /** More than this is no shift of the model but another picture. */
  private static final double MOST = 24;

  private ColourFit() {}

  /**
   * @param shown the window as the model was shown it
   * @param painted the model's answer, as large; changed where it was to paint
   * @param hole where it was to paint
   */
  static void apply(Raster shown, Raster painted, boolean[] hole) {
    int[] distance = Chessboard.distances(hole, shown.width(), NEAR);
    double[] error = new double[3];
    int count = 0;
    for (int i = 0; i < hole.length; i++) {
      if (!hole[i] && distance[i] < NEAR) {
        count++;
        for (int channel = 0; channel < 3; channel++) {
          error[channel] +=
              (shown.argb()[i] >> 8 * channel & 255) - (painted.argb()[i] >> 8 * channel & 255);
        }
      }
    }
    if (count < ENOUGH) {
      return;
    }
    int[] shift = new int[3];
    for (int channel = 0; channel < 3; channel++) {
      shift[channel] = (int) Math.rint(Math.clamp(error[channel] / count, -MOST, MOST));
    }
    for (int i = 0; i < hole.length; i++) {
      if (hole[i]) {
        painted.argb()[i] = shifted(painted.argb()[i], shift);
      }
    }
  }

  private static int shifted(int pixel, int[] shift) {
    int result = 0xFF000000;
    for (int channel = 0; channel < 3; channel++) {
      result |= Math.clamp((pixel >> 8 * channel & 255) + shift[channel], 0, 255) << 8 * channel;
    }
    return result;
  }
}
