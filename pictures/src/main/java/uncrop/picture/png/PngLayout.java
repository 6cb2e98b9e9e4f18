package uncrop.picture.png;

/** The channels of a PNG of 8 bits a channel (PNG 11.2.1). */
public enum PngLayout {
  GREY(0, 1),
  RGB(2, 3),
  GREY_ALPHA(4, 2),
  RGBA(6, 4);

  private final int colourType;
  private final int channels;

  PngLayout(int colourType, int channels) {
    this.colourType = colourType;
    this.channels = channels;
  }

  public static PngLayout of(boolean grey, boolean alpha) {
    if (grey) {
      return alpha ? GREY_ALPHA : GREY;
    }
    return alpha ? RGBA : RGB;
  }

  int colourType() {
    return colourType;
  }

  int channels() {
    return channels;
  }

  /** Spreads a row of pixels into bytes. */
  void unpack(int[] argb, int from, int width, byte[] row) {
    switch (this) {
      case GREY -> {
        for (int x = 0; x < width; x++) {
          row[x] = (byte) argb[from + x];
        }
      }
      case GREY_ALPHA -> {
        for (int x = 0; x < width; x++) {
          int p = argb[from + x];
          row[2 * x] = (byte) p;
          row[2 * x + 1] = (byte) (p >>> 24);
        }
      }
      case RGB -> {
        for (int x = 0; x < width; x++) {
          int p = argb[from + x];
          row[3 * x] = (byte) (p >>> 16);
          row[3 * x + 1] = (byte) (p >>> 8);
          row[3 * x + 2] = (byte) p;
        }
      }
      case RGBA -> {
        for (int x = 0; x < width; x++) {
          int p = argb[from + x];
          row[4 * x] = (byte) (p >>> 16);
          row[4 * x + 1] = (byte) (p >>> 8);
          row[4 * x + 2] = (byte) p;
          row[4 * x + 3] = (byte) (p >>> 24);
        }
      }
    }
  }
}
