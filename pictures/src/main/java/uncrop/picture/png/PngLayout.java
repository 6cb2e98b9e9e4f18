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
    for (int x = 0, at = 0; x < width; x++, at += channels) {
      int p = argb[from + x];
      switch (this) {
        case GREY -> row[at] = (byte) p;
        case GREY_ALPHA -> {
          row[at] = (byte) p;
          row[at + 1] = (byte) (p >>> 24);
        }
        case RGB -> {
          row[at] = (byte) (p >>> 16);
          row[at + 1] = (byte) (p >>> 8);
          row[at + 2] = (byte) p;
        }
        case RGBA -> {
          row[at] = (byte) (p >>> 16);
          row[at + 1] = (byte) (p >>> 8);
          row[at + 2] = (byte) p;
          row[at + 3] = (byte) (p >>> 24);
        }
      }
    }
  }
}
