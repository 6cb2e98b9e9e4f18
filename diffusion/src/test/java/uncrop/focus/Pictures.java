package uncrop.focus;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import uncrop.geometry.Rect;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/** The pictures that the reference values were made of. */
final class Pictures {
  private Pictures() {}

  /** value(x, y, channel) = (37 x + 101 y + 53 c + x y) mod 256. */
  static Raster picture(int width, int height) {
    Raster picture = new Raster(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int base = 37 * x + 101 * y + x * y;
        picture.set(
            x, y, 0xFF000000 | (base & 255) << 16 | (base + 53 & 255) << 8 | base + 106 & 255);
      }
    }
    return picture;
  }

  /** With its edge continued around it. */
  static Raster extended(Raster source, Rect place, int width, int height) {
    Raster canvas = new Raster(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int sx = Math.clamp(x - place.x(), 0, source.width() - 1);
        int sy = Math.clamp(y - place.y(), 0, source.height() - 1);
        canvas.set(x, y, source.at(sx, sy));
      }
    }
    return canvas;
  }

  static Mask around(Rect place, int width, int height) {
    Mask mask = new Mask(width, height, new byte[width * height]);
    for (int y = place.y(); y < place.bottom(); y++) {
      for (int x = place.x(); x < place.right(); x++) {
        mask.set(x, y, Mask.KEEP);
      }
    }
    return mask;
  }

  /** Painted where the levels of a grey picture are as light as this. */
  static Mask painting(Raster grey, int least) {
    Mask mask = Mask.keeping(grey.size());
    for (int i = 0; i < grey.argb().length; i++) {
      if ((grey.argb()[i] & 255) >= least) {
        mask.values()[i] = Mask.PAINT;
      }
    }
    return mask;
  }

  /** Of red, green and blue, pixel by pixel. */
  static String sha256(Raster picture) {
    byte[] bytes = new byte[3 * picture.argb().length];
    for (int i = 0; i < picture.argb().length; i++) {
      bytes[3 * i] = (byte) (picture.argb()[i] >> 16);
      bytes[3 * i + 1] = (byte) (picture.argb()[i] >> 8);
      bytes[3 * i + 2] = (byte) picture.argb()[i];
    }
    return sha256(bytes);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
