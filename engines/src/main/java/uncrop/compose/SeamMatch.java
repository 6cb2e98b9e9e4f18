package uncrop.compose;

import uncrop.pixels.Dither;
import uncrop.pixels.Mask;
import uncrop.pixels.NearestPixel;
import uncrop.pixels.Raster;

/** Evens out a step in colour along the border by changing the painted side next to it. */
final class SeamMatch {
  /*
   * How: the step is probed at every border pixel (SeamProbe), smoothed along the border and carried
   * into the painted area (SeamGrid), and added to the painted colours, fading to nothing within a
   * reach. Only colour that is wide is changed; texture, which lies above it, stays as it was painted.
   *
   * Why not a Poisson or mean-value membrane with the border's pixels as they are: on grass or gravel
   * each of them differs from its neighbour across the border by chance, and the membrane pulls that
   * chance into the picture as streaks. And a membrane without a reach tints the whole margin.
   *
   * The reach is a quarter of the margin, 16 to 64 px. Coded (gamma) values are added, which to the
   * eye are nearly even steps. Where there is no step not a single pixel changes.
   */
  private static final float NOTHING = 0.05f;
  private static final int LONGEST_REACH = 64;

  private SeamMatch() {}

  static void apply(Layout layout, Raster painted) {
    Mask toPaint = layout.toPaint();
    SeamGrid grid = new SeamGrid(toPaint.width(), toPaint.height());
    probe(toPaint, new SeamProbe(toPaint, layout.canvas(), painted), grid);
    SeamField field = grid.solve();
    NearestPixel kept = NearestPixel.kept(toPaint);
    float[] cell = new float[SeamField.CHANNELS];
    for (int y = 0; y < painted.height(); y++) {
      for (int x = 0; x < painted.width(); x++) {
        if (toPaint.keeps(x, y)) {
          continue;
        }
        double distance = Math.sqrt(kept.squaredDistance(x, y)) - 1;
        if (distance < LONGEST_REACH) {
          field.read((x + 0.5f) / SeamGrid.CELL, (y + 0.5f) / SeamGrid.CELL, cell);
          float fade = fade((float) distance / reach(cell[SeamField.RUN]));
          painted.set(x, y, shifted(painted.at(x, y), cell, fade, x, y));
        }
      }
    }
  }

  private static void probe(Mask toPaint, SeamProbe probe, SeamGrid grid) {
    for (int y = 0; y < toPaint.height(); y++) {
      for (int x = 0; x < toPaint.width(); x++) {
        if (toPaint.keeps(x, y)) {
          continue;
        }
        if (x > 0 && toPaint.keeps(x - 1, y)) {
          add(probe, grid, x, y, 1, 0);
        }
        if (x + 1 < toPaint.width() && toPaint.keeps(x + 1, y)) {
          add(probe, grid, x, y, -1, 0);
        }
        if (y > 0 && toPaint.keeps(x, y - 1)) {
          add(probe, grid, x, y, 0, 1);
        }
        if (y + 1 < toPaint.height() && toPaint.keeps(x, y + 1)) {
          add(probe, grid, x, y, 0, -1);
        }
      }
    }
  }

  private static void add(SeamProbe probe, SeamGrid grid, int x, int y, int dx, int dy) {
    if (probe.measure(x, y, dx, dy)) {
      grid.add(x, y, probe.step(), probe.run(x, y, dx, dy));
    }
  }

  private static float reach(float run) {
    return Math.clamp(run / 4, 16, LONGEST_REACH);
  }

  /** From 1 at the border to 0 at the reach, level at both ends. */
  private static float fade(float t) {
    return t >= 1 ? 0 : (1 - t) * (1 - t) * (1 + 2 * t);
  }

  private static int shifted(int argb, float[] step, float fade, int x, int y) {
    float red = step[0] * fade;
    float green = step[1] * fade;
    float blue = step[2] * fade;
    if (Math.max(Math.abs(red), Math.max(Math.abs(green), Math.abs(blue))) < NOTHING) {
      return argb;
    }
    float dither = Dither.at(x, y);
    return argb & 0xFF000000
        | channel(argb >> 16, red, dither) << 16
        | channel(argb >> 8, green, dither) << 8
        | channel(argb, blue, dither);
  }

  private static int channel(int coded, float step, float dither) {
    return Math.clamp((int) Math.floor((coded & 0xFF) + step + dither), 0, 255);
  }
}
