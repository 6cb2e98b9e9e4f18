package uncrop.focus;

import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/**
 * How what was painted goes over into the picture: wholly painted in the hole, and less and less
 * over the 31 pixels beside it.
 */
public final class SoftMask {
  /*
   * Fooocus widens the hole 32 times by a pixel in all eight directions, each time an eighth of 64
   * levels weaker. That is a function of the chessboard distance d to the nearest painted pixel:
   * 256 - 8 d, clipped to a byte; and chessboard distances come of two sweeps over the picture.
   */
  private static final int STEP = 8;
  private static final int BAND = 32;

  private final int width;
  private final int height;
  private final byte[] distances;

  private SoftMask(int width, int height, byte[] distances) {
    this.width = width;
    this.height = height;
    this.distances = distances;
  }

  public static SoftMask of(Mask mask) {
    int width = mask.width();
    int height = mask.height();
    byte[] d = new byte[mask.values().length];
    for (int i = 0; i < d.length; i++) {
      d[i] = mask.values()[i] == Mask.PAINT ? 0 : (byte) BAND;
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        nearer(d, width, x, y * width + x, y > 0 ? -width : 0, -1);
      }
    }
    for (int y = height - 1; y >= 0; y--) {
      for (int x = width - 1; x >= 0; x--) {
        nearer(d, width, x, y * width + x, y + 1 < height ? width : 0, 1);
      }
    }
    return new SoftMask(width, height, d);
  }

  /**
   * Looks at the neighbours that a sweep has been at already.
   *
   * @param x column of the pixel
   * @param at index of the pixel
   * @param row from there to the row before; 0 if there is none
   * @param side to the column before
   */
  private static void nearer(byte[] d, int width, int x, int at, int row, int side) {
    int least = d[at] - 1;
    boolean beside = x + side >= 0 && x + side < width;
    boolean opposite = x - side >= 0 && x - side < width;
    if (beside) {
      least = Math.min(least, Math.min(d[at + side], d[at + row + side]));
    }
    if (row != 0) {
      least = Math.min(least, d[at + row]);
      if (opposite) {
        least = Math.min(least, d[at + row - side]);
      }
    }
    d[at] = (byte) (least + 1);
  }

  /** Of the painted at a pixel, 0 to 255. */
  public int at(int x, int y) {
    return weight(distances[y * width + x]);
  }

  private static int weight(int distance) {
    return Math.min(256 - STEP * distance, 255);
  }

  /**
   * Rounds down, as Fooocus does.
   *
   * @param painted as large as the mask
   * @param picture as large as the mask
   * @return a new one, opaque
   */
  public Raster blend(Raster painted, Raster picture) {
    int[] argb = new int[distances.length];
    for (int i = 0; i < argb.length; i++) {
      float share = weight(distances[i]) / 255f;
      int over = painted.argb()[i];
      int under = picture.argb()[i];
      argb[i] =
          0xFF000000
              | level(over >> 16, under >> 16, share) << 16
              | level(over >> 8, under >> 8, share) << 8
              | level(over, under, share);
    }
    return new Raster(width, height, argb);
  }

  private static int level(int over, int under, float share) {
    return Math.clamp((long) ((over & 255) * share + (under & 255) * (1 - share)), 0, 255);
  }
}
