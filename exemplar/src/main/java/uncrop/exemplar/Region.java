package uncrop.exemplar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A connected set of pixels to paint, in rising order. */
record Region(int[] pixels) {

  /** The connected parts of the target, in the order of their first pixels. */
  static List<Region> of(boolean[] target, int width) {
    List<Region> out = new ArrayList<>();
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
        int p = queue[i];
        int x = p % width;
        for (int side = 0; side < 4; side++) {
          int q = side == 0 ? p - 1 : side == 1 ? p + 1 : side == 2 ? p - width : p + width;
          boolean inside =
              side == 0 ? x > 0 : side == 1 ? x + 1 < width : q >= 0 && q < target.length;
          if (inside && target[q] && !seen[q]) {
            seen[q] = true;
            queue[n++] = q;
          }
        }
      }
      int[] pixels = Arrays.copyOf(queue, n);
      Arrays.sort(pixels);
      out.add(new Region(pixels));
    }
    return out;
  }
}
