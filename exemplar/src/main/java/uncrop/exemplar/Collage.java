package uncrop.exemplar;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Copies every painted pixel from where its shift points, and evens out the seams. */
final class Collage {
  /** A correction fades over so many pixels. */
  private static final int FADE = 160;

  private static final int LARGEST_CORRECTION = 48;

  /** How firmly painted pixels are tied to the picture's own, which never move. */
  private static final float HOLD = 3;

  private final Level level;
  private final ShiftTable table;
  private final short[] field;
  private final int[] pasted;

  private Collage(Level level, ShiftTable table, short[] field) {
    this.level = level;
    this.table = table;
    this.field = field;
    this.pasted = level.pixels().clone();
  }

  /** The pixels of the level, painted where the field has shifts; opaque there. */
  static int[] paste(Level level, ShiftTable table, short[] field) {
    Collage collage = new Collage(level, table, field);
    boolean[] free = new boolean[field.length];
    collage.forEachRow(y -> collage.copyRow(y, free));
    Gaps.fill(level, free, collage.pasted, field);
    int[] out = collage.pasted.clone();
    Membrane membrane = new Membrane(level.width(), level.height(), free, 1f / (FADE * FADE), HOLD);
    for (int shift = 0; shift < 24; shift += 8) {
      int channel = shift;
      collage.forEachRow(y -> collage.stepsOfRow(y, channel, membrane.steps()));
      float[] correction = membrane.solve();
      collage.forEachRow(y -> collage.correctRow(y, channel, correction, out));
    }
    return out;
  }

  private void forEachRow(IntConsumer row) {
    IntStream.range(0, level.height()).parallel().forEach(row);
  }

  private void copyRow(int y, boolean[] free) {
    for (int x = 0; x < level.width(); x++) {
      int p = y * level.width() + x;
      if (field[p] >= 0) {
        int from = table.source(field[p], x, y, level);
        free[p] = from >= 0;
        pasted[p] = from >= 0 ? level.pixels()[from] | 0xFF000000 : 0;
      }
    }
  }

  private void stepsOfRow(int y, int channel, float[] steps) {
    int w = level.width();
    for (int x = 0; x < w; x++) {
      int p = y * w + x;
      if (field[p] < 0) {
        continue;
      }
      float sum = x > 0 ? step(x, y, x - 1, y, channel) : 0;
      sum += x + 1 < w ? step(x, y, x + 1, y, channel) : 0;
      sum += y > 0 ? step(x, y, x, y - 1, channel) : 0;
      sum += y + 1 < level.height() ? step(x, y, x, y + 1, channel) : 0;
      steps[p] = sum;
    }
  }

  /**
   * What e(p) - e(q) has to be: the difference that the pieces have inside, less the one that the
   * collage shows.
   */
  private float step(int x, int y, int qx, int qy, int channel) {
    int p = y * level.width() + x;
    int q = qy * level.width() + qx;
    if (field[q] == field[p] || level.known()[q] == Level.SHUNNED) {
      return 0;
    }
    float wanted = 0;
    int n = 0;
    int own = table.source(field[p], x, y, level);
    int ownBeside = table.source(field[p], qx, qy, level);
    if (own >= 0 && ownBeside >= 0) {
      wanted += value(level.pixels()[own], channel) - value(level.pixels()[ownBeside], channel);
      n++;
    }
    if (field[q] >= 0) {
      int other = table.source(field[q], qx, qy, level);
      int otherBeside = table.source(field[q], x, y, level);
      if (other >= 0 && otherBeside >= 0) {
        wanted +=
            value(level.pixels()[otherBeside], channel) - value(level.pixels()[other], channel);
        n++;
      }
    }
    int shown = value(pasted[p], channel) - value(pasted[q], channel);
    float step = (n == 0 ? 0 : wanted / n) - shown;
    return field[q] < 0 ? HOLD * step : step;
  }

  private void correctRow(int y, int channel, float[] correction, int[] out) {
    for (int x = 0; x < level.width(); x++) {
      int p = y * level.width() + x;
      if (field[p] >= 0) {
        float e = Math.clamp(correction[p], -LARGEST_CORRECTION, LARGEST_CORRECTION);
        int value = Math.clamp(Math.round(value(out[p], channel) + e), 0, 255);
        out[p] = out[p] & ~(255 << channel) | value << channel;
      }
    }
  }

  private static int value(int pixel, int channel) {
    return pixel >> channel & 255;
  }
}
