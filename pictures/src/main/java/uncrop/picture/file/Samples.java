package uncrop.picture.file;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The stored numbers of a decoded image as {@code 0xAARRGGBB}.
 *
 * <p>{@link BufferedImage#getRGB} is no way to them: it converts grey to sRGB through a linear
 * light, and anything with a profile through that profile.
 */
public final class Samples {
  private static final int OPAQUE = 0xFF00_0000;

  private Samples() {}

  public static int[] of(BufferedImage image) {
    int[] argb = new int[Math.multiplyExact(image.getWidth(), image.getHeight())];
    if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
      packBgr(((DataBufferByte) image.getRaster().getDataBuffer()).getData(), argb);
    } else if (image.getColorModel() instanceof IndexColorModel palette) {
      packPalette(image.getRaster(), palette, argb);
    } else {
      packBands(image.getRaster(), argb);
    }
    return argb;
  }

  private static void packBgr(byte[] bgr, int[] argb) {
    for (int i = 0, from = 0; i < argb.length; i++, from += 3) {
      argb[i] =
          OPAQUE | (bgr[from + 2] & 255) << 16 | (bgr[from + 1] & 255) << 8 | (bgr[from] & 255);
    }
  }

  private static void packPalette(Raster raster, IndexColorModel palette, int[] argb) {
    int[] colours = new int[palette.getMapSize()];
    palette.getRGBs(colours);
    int width = raster.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(0, y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        // An index past the palette is opaque black, as in libpng.
        argb[y * width + x] = row[x] < colours.length ? colours[row[x]] : OPAQUE;
      }
    }
  }

  private static void packBands(Raster raster, int[] argb) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    boolean wide = raster.getSampleModel().getDataType() == DataBuffer.TYPE_USHORT;
    int green = bands < 3 ? 0 : 1;
    int blue = bands < 3 ? 0 : 2;
    boolean alpha = bands == 2 || bands == 4;
    int[] row = new int[width * bands];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      if (wide) {
        narrow(row);
      }
      for (int x = 0, at = 0; x < width; x++, at += bands) {
        int a = alpha ? row[at + bands - 1] << 24 : OPAQUE;
        argb[y * width + x] = a | row[at] << 16 | row[at + green] << 8 | row[at + blue];
      }
    }
  }

  /** From 16 bits to 8, to the nearest. */
  private static void narrow(int[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (row[i] * 255 + 32767) / 65535;
    }
  }
}
