package uncrop.exemplar;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A piece of the known picture along its border: some of its pixels, and where they are.
 *
 * @param xs columns of the sampled pixels
 * @param ys rows of the sampled pixels
 * @param beyond for each, the pixel a little way out that is to be painted, as {@code dx * 1000 +
 *     dy}, 0 if none
 * @param sideways whether what is to be painted lies left or right of it rather than above or below
 */
record Template(
    int[] xs, int[] ys, int[] beyond, int centreX, int centreY, int size, boolean sideways) {
  /** Thickness of the border strip, pixels. */
  static final int DEPTH = 4;

  private static final int OUTWARD = 2 * DEPTH;
  private static final int SAMPLES = 64;
  private static final int FEWEST = 8;

  /** Cuts the border into tiles of several sizes, each size twice, half a tile apart. */
  static List<Template> along(Level level, boolean[] target) {
    List<Integer> border = borderPixels(level, target);
    List<Template> out = new ArrayList<>();
    if (border.size() < FEWEST) {
      return out;
    }
    int longest = Math.max(level.width(), level.height());
    for (int tile = Math.max(6, longest / 24); ; tile *= 2) {
      boolean whole = tile > longest;
      for (int half = 0; half < (whole ? 1 : 2); half++) {
        cut(level, target, border, tile, half * tile / 2, out);
      }
      if (whole) {
        return out;
      }
    }
  }

  private static List<Integer> borderPixels(Level level, boolean[] target) {
    List<Integer> out = new ArrayList<>();
    for (int p = 0; p < target.length; p++) {
      if (level.known()[p] == Level.SOURCE) {
        int x = p % level.width();
        int y = p / level.width();
        boolean beside = false;
        for (int d = 1; d <= DEPTH && !beside; d++) {
          beside = towards(level, target, x, y, d) != 0;
        }
        if (beside) {
          out.add(p);
        }
      }
    }
    return out;
  }

  /** The direction in which, {@code d} pixels on, there is something to paint. */
  private static int towards(Level level, boolean[] target, int x, int y, int d) {
    if (x >= d && target[y * level.width() + x - d]) {
      return -d * 1000;
    }
    if (x + d < level.width() && target[y * level.width() + x + d]) {
      return d * 1000;
    }
    if (y >= d && target[(y - d) * level.width() + x]) {
      return -d;
    }
    if (y + d < level.height() && target[(y + d) * level.width() + x]) {
      return d;
    }
    return 0;
  }

  private static void cut(
      Level level,
      boolean[] target,
      List<Integer> border,
      int tile,
      int offset,
      List<Template> out) {
    int across = (level.width() + tile) / tile + 1;
    TreeMap<Integer, List<Integer>> tiles = new TreeMap<>();
    for (int p : border) {
      int key = (p / level.width() + offset) / tile * across + (p % level.width() + offset) / tile;
      tiles.computeIfAbsent(key, k -> new ArrayList<>()).add(p);
    }
    for (List<Integer> pixels : tiles.values()) {
      if (pixels.size() >= FEWEST) {
        out.add(of(level, target, pixels, tile));
      }
    }
  }

  private static Template of(Level level, boolean[] target, List<Integer> pixels, int tile) {
    // An odd stride, or it would walk along the strip's columns and see only one of them.
    int stride = Math.max(1, pixels.size() / SAMPLES) | 1;
    int n = (pixels.size() + stride - 1) / stride;
    int[] xs = new int[n];
    int[] ys = new int[n];
    int[] beyond = new int[n];
    long sumX = 0;
    long sumY = 0;
    int votes = 0;
    for (int i = 0; i < n; i++) {
      int p = pixels.get(i * stride);
      xs[i] = p % level.width();
      ys[i] = p / level.width();
      sumX += xs[i];
      sumY += ys[i];
      beyond[i] = towards(level, target, xs[i], ys[i], OUTWARD);
      votes += beyond[i] == 0 ? 0 : Math.abs(beyond[i]) >= 1000 ? 1 : -1;
    }
    return new Template(xs, ys, beyond, (int) (sumX / n), (int) (sumY / n), tile, votes >= 0);
  }

  int beyondX(int i) {
    return xs[i] + beyond[i] / 1000;
  }

  int beyondY(int i) {
    return ys[i] + beyond[i] % 1000;
  }
}
