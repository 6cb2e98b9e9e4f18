package uncrop.compose;

/**
 * Between 8-bit coded values and linear light, by the curve of sRGB (IEC 61966-2-1). Pictures with
 * another profile have a similar curve; light added up along it is far nearer the truth than the
 * coded values added up.
 */
final class SrgbTransfer {
  private static final int STEPS = 1 << 14;
  private static final float[] LINEAR = new float[256];
  private static final byte[] CODED = new byte[STEPS + 1];

  static {
    for (int code = 0; code < LINEAR.length; code++) {
      double v = code / 255.0;
      LINEAR[code] = (float) (v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
    }
    for (int step = 0; step <= STEPS; step++) {
      double v = (double) step / STEPS;
      double coded = v <= 0.0031308 ? v * 12.92 : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
      CODED[step] = (byte) Math.round(coded * 255);
    }
  }

  private SrgbTransfer() {}

  /** 0 to 255 in, 0 to 1 out. */
  static float linear(int coded) {
    return LINEAR[coded];
  }

  /** Anything in, clamped to 0 to 1; 0 to 255 out. */
  static int coded(float linear) {
    float clamped = Math.clamp(linear, 0f, 1f);
    return CODED[(int) (clamped * STEPS + 0.5f)] & 0xFF;
  }
}
