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

  /**
   * Spreads a row of pixels into its bytes, 0 to 255.
   *
   * @param row the first byte goes to {@code channels}
   */
  void unpack(int[] argb, int from, int width, int[] row) {
    int at = channels;
    switch (this) {
      case GREY -> {
        for (int x = 0; x < width; x++) {
          row[at++] = argb[from + x] & 255;
        }
      }
      case GREY_ALPHA -> {
        for (int x = 0; x < width; x++, at += 2) {
          int p = argb[from + x];
          row[at] = p & 255;
          row[at + 1] = p >>> 24;
        }
      }
      case RGB -> {
        for (int x = 0; x < width; x++, at += 3) {
          int p = argb[from + x];
          row[at] = p >> 16 & 255;
          row[at + 1] = p >> 8 & 255;
          row[at + 2] = p & 255;
        }
      }
      case RGBA -> {
        for (int x = 0; x < width; x++, at += 4) {
          int p = argb[from + x];
          row[at] = p >> 16 & 255;
          row[at + 1] = p >> 8 & 255;
          row[at + 2] = p & 255;
          row[at + 3] = p >>> 24;
        }
      }
    }
  }
}
