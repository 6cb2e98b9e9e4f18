package uncrop.exemplar;

import java.util.stream.IntStream;
import uncrop.geometry.Rect;

/**
 * One scale of the picture.
 *
 * <p>A pixel is four bytes: {@code 0xEERRGGBB}, colour and, above the finest scale, the mean
 * contrast E inside the pixel, so that rough and smooth ground of one colour are told apart. At the
 * finest scale E is the alpha.
 *
 * @param pixels width * height, meaningful where known
 * @param known width * height: {@link #UNKNOWN} is to be painted, {@link #SOURCE} may be copied
 *     from, {@link #SHUNNED} is part of the picture but not worth copying (transparent pixels)
 */
record Level(int width, int height, int[] pixels, byte[] known) {
  static final byte UNKNOWN = 0;
  static final byte SOURCE = 1;
  static final byte SHUNNED = 2;

  /** Index of the pixel if it is a source, else -1. */
  int source(int x, int y) {
    if (x < 0 || y < 0 || x >= width || y >= height) {
      return -1;
    }
    int p = y * width + x;
    return known[p] == SOURCE ? p : -1;
  }

  boolean isSource(int x, int y) {
    return source(x, y) >= 0;
  }

  /** The four neighbours of a pixel are its sides 0 to 3. */
  static final int SIDES = 4;

  /** The neighbour to the left, right, above or below; negative where the grid ends. */
  static int neighbour(int pixel, int side, int width, int length) {
    return switch (side) {
      case 0 -> pixel % width > 0 ? pixel - 1 : -1;
      case 1 -> pixel % width + 1 < width ? pixel + 1 : -1;
      case 2 -> pixel - width;
      default -> pixel + width < length ? pixel + width : -1;
    };
  }

  /** Sum of the absolute differences of the four bytes, 0 to 1020. */
  static int difference(int a, int b) {
    return Math.abs((a >>> 24) - (b >>> 24))
        + Math.abs((a >> 16 & 255) - (b >> 16 & 255))
        + Math.abs((a >> 8 & 255) - (b >> 8 & 255))
        + Math.abs((a & 255) - (b & 255));
  }

  /**
   * The difference as the eye weighs it along a seam: an edge that stops counts for more than much
   * grain.
   */
  static int visible(int a, int b) {
    int d = difference(a, b);
    return d + d * d / 64;
  }

  /**
   * The smallest rectangle that holds every source pixel; one pixel at the origin if there is none.
   */
  Rect bounds() {
    int x0 = width;
    int y0 = height;
    int x1 = -1;
    int y1 = -1;
    for (int y = 0; y < height; y++) {
      int row = y * width;
      int first = 0;
      while (first < width && known[row + first] != SOURCE) {
        first++;
      }
      if (first == width) {
        continue;
      }
      int last = width - 1;
      while (known[row + last] != SOURCE) {
        last--;
      }
      x0 = Math.min(x0, first);
      x1 = Math.max(x1, last);
      y0 = Math.min(y0, y);
      y1 = y;
    }
    return x1 < 0 ? new Rect(0, 0, 1, 1) : new Rect(x0, y0, x1 - x0 + 1, y1 - y0 + 1);
  }

  /**
   * The picture at half the scale; a coarse pixel is a source only if all of its four are.
   *
   * @param finest whether this is the finest level, whose fourth byte is not yet the contrast
   */
  Level halved(boolean finest) {
    int w = (width + 1) / 2;
    int h = (height + 1) / 2;
    Level coarse = new Level(w, h, new int[w * h], new byte[w * h]);
    IntStream.range(0, h)
        .parallel()
        .forEach(y -> {
          for (int x = 0; x < w; x++) {
            halve(x, y, finest, coarse);
          }
        });
    return coarse;
  }

  private void halve(int x, int y, boolean finest, Level coarse) {
    int e = 0;
    int r = 0;
    int g = 0;
    int b = 0;
    int low = Integer.MAX_VALUE;
    int high = 0;
    byte state = SOURCE;
    int count = 0;
    for (int i = 0; i < 4; i++) {
      int from =
          Math.min(2 * y + (i >> 1), height - 1) * width + Math.min(2 * x + (i & 1), width - 1);
      byte k = known[from];
      if (k == UNKNOWN) {
        state = UNKNOWN;
        continue;
      }
      if (k == SHUNNED && state == SOURCE) {
        state = SHUNNED;
      }
      int p = pixels[from];
      int red = p >> 16 & 255;
      int green = p >> 8 & 255;
      int blue = p & 255;
      r += red;
      g += green;
      b += blue;
      e += p >>> 24;
      int luma = red + 2 * green + blue;
      low = Math.min(low, luma);
      high = Math.max(high, luma);
      count++;
    }
    int at = y * coarse.width + x;
    coarse.known[at] = state;
    if (count > 0) {
      int contrast = finest ? Math.min(255, high - low) : e / count;
      int half = count / 2;
      coarse.pixels[at] =
          contrast << 24 | (r + half) / count << 16 | (g + half) / count << 8 | (b + half) / count;
    }
  }
}
