package uncrop.picture;

import uncrop.geometry.Size;
import uncrop.pixels.Raster;

/** How a stored picture is turned to stand upright (the eight values of TIFF's Orientation). */
enum Orientation {
  UPRIGHT,
  MIRRORED,
  TURNED_180,
  FLIPPED,
  TRANSPOSED,
  TURNED_RIGHT,
  TRANSVERSED,
  TURNED_LEFT;

  /**
   * @param exif 1 to 8
   */
  static Orientation of(int exif) {
    return values()[exif - 1];
  }

  /** The size of a picture of that stored size once it is upright. */
  Size upright(Size stored) {
    return swapsSides() ? new Size(stored.height(), stored.width()) : stored;
  }

  private boolean swapsSides() {
    return ordinal() >= TRANSPOSED.ordinal();
  }

  Raster apply(int[] argb, int width, int height) {
    if (this == UPRIGHT) {
      return new Raster(width, height, argb);
    }
    int w = swapsSides() ? height : width;
    int h = swapsSides() ? width : height;
    int[] out = new int[argb.length];
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        int from =
            switch (this) {
              case UPRIGHT -> y * width + x;
              case MIRRORED -> y * width + (w - 1 - x);
              case TURNED_180 -> (h - 1 - y) * width + (w - 1 - x);
              case FLIPPED -> (h - 1 - y) * width + x;
              case TRANSPOSED -> x * width + y;
              case TURNED_RIGHT -> (w - 1 - x) * width + y;
              case TRANSVERSED -> (w - 1 - x) * width + (h - 1 - y);
              case TURNED_LEFT -> x * width + (h - 1 - y);
            };
        out[y * w + x] = argb[from];
      }
    }
    return new Raster(w, h, out);
  }
}
