package uncrop.compose;

import java.util.Arrays;
import uncrop.geometry.Rect;
import uncrop.pixels.Raster;

/** Scales a picture to a rectangle and draws the part of it that is wanted. */
final class Resampler {
  /*
   * Lanczos with three lobes, stretched by the factor when shrinking so that every source pixel
   * counts (no aliasing). It works in linear light, on colours multiplied by their alpha: thin
   * bright lines keep their brightness and what is transparent does not bleed into edges.
   *
   * Only the wanted rows and columns are computed. Rows are stretched sideways once and wait in a
   * ring until the last output row that needs them is done, so that the memory needed is a few rows
   * and not a picture of floats.
   */
  private static final int CHANNELS = 4; // red, green, blue (times alpha), alpha

  private final Raster source;
  private final Rect placed;

  /**
   * @param placed where the whole source goes, in canvas coordinates
   */
  Resampler(Raster source, Rect placed) {
    this.source = source;
    this.placed = placed;
  }

  /**
   * @param visible the part of the rectangle that lies on the canvas
   */
  void drawOn(Raster canvas, Rect visible) {
    Taps across =
        Taps.lanczos(source.width(), placed.width(), visible.x() - placed.x(), visible.width());
    Taps down =
        Taps.lanczos(source.height(), placed.height(), visible.y() - placed.y(), visible.height());
    float[][] ring = new float[down.longest()][visible.width() * CHANNELS];
    float[] line = new float[source.width() * CHANNELS];
    float[] sum = new float[visible.width() * CHANNELS];
    int stretched = down.first(0);
    for (int row = 0; row < visible.height(); row++) {
      float[] weights = down.weights(row);
      int first = down.first(row);
      for (; stretched < first + weights.length; stretched++) {
        if (stretched >= first) {
          linearise(stretched, line);
          stretch(line, across, ring[stretched % ring.length]);
        }
      }
      Arrays.fill(sum, 0);
      for (int tap = 0; tap < weights.length; tap++) {
        float weight = weights[tap];
        float[] from = ring[(first + tap) % ring.length];
        for (int i = 0; i < sum.length; i++) {
          sum[i] += weight * from[i];
        }
      }
      code(sum, canvas.argb(), (visible.y() + row) * canvas.width() + visible.x());
    }
  }

  private void linearise(int row, float[] line) {
    int[] argb = source.argb();
    int start = row * source.width();
    for (int x = 0, i = 0; x < source.width(); x++, i += CHANNELS) {
      int p = argb[start + x];
      float alpha = (p >>> 24) / 255f;
      line[i] = SrgbTransfer.linear(p >> 16 & 0xFF) * alpha;
      line[i + 1] = SrgbTransfer.linear(p >> 8 & 0xFF) * alpha;
      line[i + 2] = SrgbTransfer.linear(p & 0xFF) * alpha;
      line[i + 3] = alpha;
    }
  }

  private static void stretch(float[] line, Taps across, float[] to) {
    for (int column = 0, o = 0; o < to.length; column++, o += CHANNELS) {
      float[] weights = across.weights(column);
      float red = 0;
      float green = 0;
      float blue = 0;
      float alpha = 0;
      int i = across.first(column) * CHANNELS;
      for (float weight : weights) {
        red += weight * line[i];
        green += weight * line[i + 1];
        blue += weight * line[i + 2];
        alpha += weight * line[i + 3];
        i += CHANNELS;
      }
      to[o] = red;
      to[o + 1] = green;
      to[o + 2] = blue;
      to[o + 3] = alpha;
    }
  }

  private static void code(float[] sum, int[] argb, int start) {
    for (int i = 0, o = start; i < sum.length; i += CHANNELS, o++) {
      int alpha = Math.clamp(Math.round(sum[i + 3] * 255), 0, 255);
      if (alpha == 0) {
        argb[o] = 0;
        continue;
      }
      float scale = 1 / sum[i + 3];
      argb[o] =
          alpha << 24
              | SrgbTransfer.coded(sum[i] * scale) << 16
              | SrgbTransfer.coded(sum[i + 1] * scale) << 8
              | SrgbTransfer.coded(sum[i + 2] * scale);
    }
  }
}
