package uncrop.exemplar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pixels to paint that do not meet those of another region: a large connected part, or all small
 * parts together, since a mask may have thousands of specks. In rising order.
 */
record Region(int[] pixels) {
  /** Parts with less than so much of all pixels are small. */
  private static final double SMALL = 0.05;

  static List<Region> of(boolean[] target, int width) {
    List<int[]> parts = parts(target, width);
    int least = (int) (SMALL * parts.stream().mapToInt(part -> part.length).sum());
    List<Region> out = new ArrayList<>();
    parts.stream().filter(part -> part.length >= least).forEach(part -> out.add(new Region(part)));
    int[] specks =
        parts.stream()
            .filter(part -> part.length < least)
            .flatMapToInt(Arrays::stream)
            .sorted()
            .toArray();
    if (specks.length > 0) {
      out.add(new Region(specks));
    }
    return out;
  }

  /** The connected parts of the target, in the order of their first pixels. */
  private static List<int[]> parts(boolean[] target, int width) {
    List<int[]> out = new ArrayList<>();
    boolean[] seen = new boolean[target.length];
    int[] queue = new int[target.length];
    for (int start = 0; start < target.length; start++) {
      if (!target[start] || seen[start]) {
        continue;
      }
      int n = 0;
      queue[n++] = start;
      seen[start] = true;
      for (int i = 0; i < n; i++) {
        for (int side = 0; side < Level.SIDES; side++) {
          int q = Level.neighbour(queue[i], side, width, target.length);
          if (q >= 0 && target[q] && !seen[q]) {
            seen[q] = true;
            queue[n++] = q;
          }
        }
      }
      int[] pixels = Arrays.copyOf(queue, n);
      Arrays.sort(pixels);
      out.add(pixels);
    }
    return out;
  }
}
