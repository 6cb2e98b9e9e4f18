package uncrop.pad;

import java.util.ArrayList;
import java.util.List;
import uncrop.pixels.Dither;
import uncrop.pixels.Raster;

/** A picture at halves of its size, to be sampled at any softness in constant time. */
final class BlurPyramid {
  /*
   * Level 0 is the picture itself and is given by the caller, each further level averages 2 x 2
   * pixels of the one before. Levels are read with a quadratic B-spline (3 x 3 cells), which shows
   * no cells, and two neighbouring levels are mixed for the softness in between. A little ordered
   * noise before rounding keeps wide gradients from forming bands.
   *
   * Colours are multiplied by their alpha, plus a trace so that a picture that is transparent all
   * over still has its colours; what is transparent then does not darken its surroundings.
   */
  private static final int CHANNELS = 4; // red, green, blue (times weight), weight
  private static final float TRACE = 1 / 1024f;
  private static final int SMALLEST = 4;

  private record Level(int width, int height, float[] cells) {}

  private final List<Level> levels; // first is level 1

  private BlurPyramid(List<Level> levels) {
    this.levels = levels;
  }

  /** Costs 5.4 bytes a pixel of the picture. */
  static BlurPyramid of(Raster picture) {
    List<Level> levels = new ArrayList<>();
    int width = picture.width();
    int height = picture.height();
    while (Math.min(width, height) >= 2 * SMALLEST) {
      int halfWidth = (width + 1) / 2;
      int halfHeight = (height + 1) / 2;
      float[] cells = new float[Math.multiplyExact(halfWidth * CHANNELS, halfHeight)];
      Level half = new Level(halfWidth, halfHeight, cells);
      if (levels.isEmpty()) {
        halve(picture, half);
      } else {
        halve(levels.getLast(), half);
      }
      levels.add(half);
      width = halfWidth;
      height = halfHeight;
    }
    return new BlurPyramid(levels);
  }

  private static void halve(Raster picture, Level half) {
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int argb = picture.at(x, y);
        float weight = (argb >>> 24) / 255f + TRACE;
        int cell = ((y / 2) * half.width + x / 2) * CHANNELS;
        half.cells[cell] += (argb >> 16 & 0xFF) * weight;
        half.cells[cell + 1] += (argb >> 8 & 0xFF) * weight;
        half.cells[cell + 2] += (argb & 0xFF) * weight;
        half.cells[cell + 3] += weight;
      }
    }
    scale(half, 0.25f);
  }

  private static void halve(Level level, Level half) {
    for (int y = 0; y < level.height; y++) {
      for (int x = 0; x < level.width; x++) {
        int from = (y * level.width + x) * CHANNELS;
        int cell = ((y / 2) * half.width + x / 2) * CHANNELS;
        for (int c = 0; c < CHANNELS; c++) {
          half.cells[cell + c] += level.cells[from + c];
        }
      }
    }
    scale(half, 0.25f);
  }

  private static void scale(Level level, float factor) {
    for (int i = 0; i < level.cells.length; i++) {
      level.cells[i] *= factor;
    }
  }

  /**
   * The colour at a pixel, opaque.
   *
   * @param sharp the pixel at level 0
   * @param softness a level, with fractions; beyond the last one it is the last
   */
  int sample(int sharp, int x, int y, double softness) {
    double level = Math.min(softness, levels.size());
    int lower = (int) level;
    float share = (float) (level - lower);
    float[] colour = new float[CHANNELS];
    if (lower == 0) {
      addSharp(sharp, 1 - share, colour);
    } else {
      add(levels.get(lower - 1), x, y, lower, 1 - share, colour);
    }
    if (share > 0) {
      add(levels.get(lower), x, y, lower + 1, share, colour);
    }
    float noise = level == 0 ? 0.5f : Dither.at(x, y);
    return 0xFF000000
        | round(colour[0] / colour[3], noise) << 16
        | round(colour[1] / colour[3], noise) << 8
        | round(colour[2] / colour[3], noise);
  }

  private static void addSharp(int argb, float share, float[] colour) {
    float weight = ((argb >>> 24) / 255f + TRACE) * share;
    colour[0] += (argb >> 16 & 0xFF) * weight;
    colour[1] += (argb >> 8 & 0xFF) * weight;
    colour[2] += (argb & 0xFF) * weight;
    colour[3] += weight;
  }

  private static void add(Level level, int x, int y, int depth, float share, float[] colour) {
    float scale = 1f / (1 << depth);
    float u = (x + 0.5f) * scale;
    float v = (y + 0.5f) * scale;
    int column = Math.min((int) u, level.width - 1);
    int row = Math.min((int) v, level.height - 1);
    for (int dy = -1; dy <= 1; dy++) {
      float down = spline(v - row, dy) * share;
      int fromRow = Math.clamp(row + dy, 0, level.height - 1) * level.width;
      for (int dx = -1; dx <= 1; dx++) {
        float weight = down * spline(u - column, dx);
        int cell = (fromRow + Math.clamp(column + dx, 0, level.width - 1)) * CHANNELS;
        for (int c = 0; c < CHANNELS; c++) {
          colour[c] += weight * level.cells[cell + c];
        }
      }
    }
  }

  /** Weight of the cell before, at or after the one in which the position lies, 0 to 1 within. */
  private static float spline(float within, int neighbour) {
    return switch (neighbour) {
      case -1 -> (1 - within) * (1 - within) / 2;
      case 0 -> 0.75f - (within - 0.5f) * (within - 0.5f);
      default -> within * within / 2;
    };
  }

  private static int round(float value, float noise) {
    return Math.clamp((int) (value + noise), 0, 255);
  }
}
