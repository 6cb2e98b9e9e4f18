package uncrop.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;

/**
 * A model that can be calculated: it paints a colour for each pixel, and notes what it was shown.
 */
final class ToyPainter implements WindowPainter {
  private final int side;
  private final boolean refines;
  private final Function<Window, Answer> model;
  final List<Window> shown = new ArrayList<>();

  /** What it makes of a window. */
  @FunctionalInterface
  interface Answer {
    int pixel(int x, int y);
  }

  ToyPainter(int side, boolean refines, Function<Window, Answer> model) {
    this.side = side;
    this.refines = refines;
    this.model = model;
  }

  /** Paints the mean colour of the kept pixels it sees. */
  static ToyPainter ofMeans(int side) {
    return new ToyPainter(
        side,
        true,
        window -> {
          int mean = mean(window);
          return (x, y) -> mean;
        });
  }

  private static int mean(Window window) {
    long[] sums = new long[3];
    long count = 0;
    for (int i = 0; i < window.picture().argb().length; i++) {
      if (window.hole().values()[i] != Mask.PAINT) {
        count++;
        for (int channel = 0; channel < 3; channel++) {
          sums[channel] += window.picture().argb()[i] >> 8 * channel & 255;
        }
      }
    }
    int pixel = 0xFF000000;
    for (int channel = 0; channel < 3; channel++) {
      pixel |= (int) (sums[channel] / Math.max(1, count)) << 8 * channel;
    }
    return pixel;
  }

  @Override
  public int side() {
    return side;
  }

  @Override
  public int multiple() {
    return 64;
  }

  @Override
  public Size fitting(Size size) {
    return new Size(Math.ceilDiv(size.width(), 8) * 8, Math.ceilDiv(size.height(), 8) * 8);
  }

  @Override
  public boolean refines() {
    return refines;
  }

  @Override
  public Raster paint(Window window, WindowListener listener) {
    shown.add(window);
    listener.progress("step 1 of 2", 0.5);
    if (listener.wantsPreview()) {
      listener.preview(window.picture());
    }
    Raster painted = window.picture().copy();
    Answer answer = model.apply(window);
    for (int y = 0; y < painted.height(); y++) {
      for (int x = 0; x < painted.width(); x++) {
        if (window.hole().paints(x, y)) {
          painted.set(x, y, answer.pixel(x, y));
        }
      }
    }
    listener.progress("step 2 of 2", 1);
    return painted;
  }
}
