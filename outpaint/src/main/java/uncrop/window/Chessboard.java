package uncrop.window;

import java.util.Arrays;

/** How far pixels are from the nearest that is marked, diagonal steps counting as one. */
final class Chessboard {
  private Chessboard() {}

  /**
   * Two sweeps, exact for this metric (Rosenfeld and Pfaltz 1966).
   *
   * @param marked row by row
   * @param most distances are not counted beyond this
   */
  static int[] distances(boolean[] marked, int width, int most) {
    int height = marked.length / width;
    int[] distance = new int[marked.length];
    Arrays.setAll(distance, i -> marked[i] ? 0 : most);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        if (x > 0) {
          near(distance, i, i - 1);
        }
        if (y > 0) {
          near(distance, i, i - width);
          if (x > 0) {
            near(distance, i, i - width - 1);
          }
          if (x + 1 < width) {
            near(distance, i, i - width + 1);
          }
        }
      }
    }
    for (int y = height - 1; y >= 0; y--) {
      for (int x = width - 1; x >= 0; x--) {
        int i = y * width + x;
        if (x + 1 < width) {
          near(distance, i, i + 1);
        }
        if (y + 1 < height) {
          near(distance, i, i + width);
          if (x > 0) {
            near(distance, i, i + width - 1);
          }
          if (x + 1 < width) {
            near(distance, i, i + width + 1);
          }
        }
      }
    }
    return distance;
  }

  private static void near(int[] distance, int i, int other) {
    distance[i] = Math.min(distance[i], distance[other] + 1);
  }
}
