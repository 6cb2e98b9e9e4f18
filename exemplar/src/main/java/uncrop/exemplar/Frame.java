package uncrop.exemplar;

import uncrop.geometry.Rect;

/**
 * Finds the frame of a scanned photo: a few pixels along an edge, paler or darker than the picture,
 * that must not be continued. Marked unknown, they are neither copied nor matched; in the result
 * they are still the source's own.
 */
final class Frame {
  /*
   * How and why: a frame is straight, so the means of short runs parallel to the edge show it: from the edge inwards
   * they start away from the value that the rows behind them predict, and come back to it within a few pixels. Each
   * side is looked at in pieces, because frames are often crooked and fade out half way.
   */
  private static final int DEEPEST = 10;
  private static final int REFERENCE = 14;
  private static final int PIECE = 48;

  private final int width;
  private final int[] argb;
  private final byte[] known;
  private final Rect source;

  private Frame(int width, int[] argb, byte[] known, Rect source) {
    this.width = width;
    this.argb = argb;
    this.known = known;
    this.source = source;
  }

  /** Marks the frame's pixels in {@code known} as unknown. */
  static void forget(Level finest, Rect source) {
    Frame frame = new Frame(finest.width(), finest.pixels(), finest.known(), source);
    if (Math.min(source.width(), source.height()) < 4 * (DEEPEST + REFERENCE)) {
      return;
    }
    boolean[] open = {
      source.x() > 0,
      source.right() < finest.width(),
      source.y() > 0,
      source.bottom() < finest.height()
    };
    for (int side = 0; side < 4; side++) {
      if (!open[side]) {
        continue;
      }
      int length = side < 2 ? source.height() : source.width();
      int pieces = Math.max(1, length / PIECE);
      int[] depths = new int[pieces];
      for (int i = 0; i < pieces; i++) {
        depths[i] = frame.depth(side, start(i, length, pieces), start(i + 1, length, pieces));
      }
      for (int i = 0; i < pieces; i++) {
        if (isAmongOthers(depths, i)) {
          frame.forget(side, start(i, length, pieces), start(i + 1, length, pieces), depths[i]);
        }
      }
    }
  }

  private static int start(int piece, int length, int pieces) {
    return (int) ((long) length * piece / pieces);
  }

  /** A single piece is more likely an edge of the picture that happens to run along its border. */
  private static boolean isAmongOthers(int[] depths, int piece) {
    int found = 0;
    for (int i = Math.max(0, piece - 2); i <= Math.min(depths.length - 1, piece + 2); i++) {
      found += depths[i] > 0 ? 1 : 0;
    }
    return found >= Math.min(3, (depths.length + 1) / 2);
  }

  private void forget(int side, int from, int to, int depth) {
    for (int d = 0; d < depth; d++) {
      for (int along = from; along < to; along++) {
        known[index(side, along, d)] = Level.UNKNOWN;
      }
    }
  }

  /** The pixel {@code along} the side, {@code depth} inwards. */
  private int index(int side, int along, int depth) {
    return switch (side) {
      case 0 -> (source.y() + along) * width + source.x() + depth;
      case 1 -> (source.y() + along) * width + source.right() - 1 - depth;
      case 2 -> (source.y() + depth) * width + source.x() + along;
      default -> (source.bottom() - 1 - depth) * width + source.x() + along;
    };
  }

  private int depth(int side, int from, int to) {
    int n = DEEPEST + REFERENCE;
    double[] mean = new double[n];
    for (int d = 0; d < n; d++) {
      long sum = 0;
      for (int along = from; along < to; along++) {
        int p = argb[index(side, along, d)];
        sum += (p >> 16 & 255) + 2 * (p >> 8 & 255) + (p & 255);
      }
      mean[d] = sum / (4.0 * (to - from));
    }
    double level = 0;
    for (int d = DEEPEST; d < n; d++) {
      level += mean[d] / REFERENCE;
    }
    double wander = 0;
    for (int d = DEEPEST; d < n; d++) {
      wander = Math.max(wander, Math.abs(mean[d] - level));
    }
    double slope = (mean[DEEPEST] - mean[n - 1]) / (REFERENCE - 1);
    double noticeable = Math.max(3, 2.5 * wander) + 2 * Math.abs(slope);
    if (Math.abs(mean[0] - level) < noticeable) {
      return 0;
    }
    int depth = 0;
    while (depth < DEEPEST && Math.abs(mean[depth] - level) > Math.max(1.5, wander)) {
      depth++;
    }
    // What never comes back to the picture's level is no frame but the picture itself.
    return depth == DEEPEST ? 0 : depth + 1;
  }
}
