package uncrop.picture;

/** What kinds of colours a picture holds. */
final class Tones {
  private Tones() {}

  static boolean isTranslucent(int[] argb) {
    for (int p : argb) {
      if (p >>> 24 != 255) {
        return true;
      }
    }
    return false;
  }

  /** Whether red, green and blue are equal everywhere. */
  static boolean isGrey(int[] argb) {
    for (int p : argb) {
      int rgb = p & 0xFFFFFF;
      if (rgb != (p & 255) * 0x010101) {
        return false;
      }
    }
    return true;
  }

  /** A copy laid on white, opaque. */
  static int[] onWhite(int[] argb) {
    int[] out = new int[argb.length];
    for (int i = 0; i < argb.length; i++) {
      int p = argb[i];
      int a = p >>> 24;
      out[i] =
          0xFF00_0000
              | over(p >> 16 & 255, a) << 16
              | over(p >> 8 & 255, a) << 8
              | over(p & 255, a);
    }
    return out;
  }

  private static int over(int value, int alpha) {
    return (value * alpha + 255 * (255 - alpha) + 127) / 255;
  }
}
