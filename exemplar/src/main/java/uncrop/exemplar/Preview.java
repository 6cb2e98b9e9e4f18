package uncrop.exemplar;

import java.util.stream.IntStream;
import uncrop.engine.PaintListener;

/**
 * Paints at a quarter of the scale and enlarges: soft, in a fraction of the time. Its layout is
 * decided at half the usual scale and may differ from that of the real painting.
 */
final class Preview {
  private static final int SCALE = 4;

  /** Smaller pictures are painted as they are, pixels at the quarter scale. */
  private static final int LEAST_SOURCE = 31;

  private Preview() {}

  /** Paints the unknown pixels of the level in place. */
  static void paint(Level level, long seed, PaintListener listener) {
    Level small = level.halved(true).halved(false);
    // Too small, or so full of holes that nothing is left of it.
    if (Math.min(small.bounds().width(), small.bounds().height()) < LEAST_SOURCE) {
      Growth.paint(level, seed, listener);
      return;
    }
    Growth.paint(small, Growth.LAYOUT_SIDE / 2, seed, listener);
    IntStream.range(0, level.height())
        .parallel()
        .forEach(y -> {
          for (int x = 0; x < level.width(); x++) {
            int p = y * level.width() + x;
            if (level.known()[p] == Level.UNKNOWN) {
              level.pixels()[p] = enlarged(small, x, y);
            }
          }
        });
  }

  private static int enlarged(Level small, int x, int y) {
    double sx = (x + 0.5) / SCALE - 0.5;
    double sy = (y + 0.5) / SCALE - 0.5;
    int x0 = (int) Math.floor(sx);
    int y0 = (int) Math.floor(sy);
    double fx = sx - x0;
    double fy = sy - y0;
    int out = 0xFF000000;
    for (int shift = 0; shift < 24; shift += 8) {
      double top = (1 - fx) * at(small, x0, y0, shift) + fx * at(small, x0 + 1, y0, shift);
      double bottom =
          (1 - fx) * at(small, x0, y0 + 1, shift) + fx * at(small, x0 + 1, y0 + 1, shift);
      out |= (int) Math.round((1 - fy) * top + fy * bottom) << shift;
    }
    return out;
  }

  private static int at(Level small, int x, int y, int shift) {
    int cx = Math.clamp(x, 0, small.width() - 1);
    int cy = Math.clamp(y, 0, small.height() - 1);
    return small.pixels()[cy * small.width() + cx] >> shift & 255;
  }
}
