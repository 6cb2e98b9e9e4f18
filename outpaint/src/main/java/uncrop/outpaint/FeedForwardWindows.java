package uncrop.outpaint;

import uncrop.feedforward.FeedForward;
import uncrop.geometry.Size;
import uncrop.pixels.Raster;
import uncrop.window.Window;
import uncrop.window.WindowListener;
import uncrop.window.WindowPainter;

/** A network of one pass as a painter of windows. */
record FeedForwardWindows(FeedForward network) implements WindowPainter {

  @Override
  public int side() {
    return network.network().bestSide();
  }

  @Override
  public int multiple() {
    return Math.min(64, network.network().multiple());
  }

  /** Windows are planned in eighths; the network fills them up by itself to what it needs. */
  @Override
  public Size fitting(Size size) {
    return new Size(Math.ceilDiv(size.width(), 8) * 8, Math.ceilDiv(size.height(), 8) * 8);
  }

  @Override
  public Size window(Size picture) {
    Size whole = fitting(picture);
    return network.network().fixed()
        ? new Size(Math.min(side(), whole.width()), Math.min(side(), whole.height()))
        : WindowPainter.super.window(picture);
  }

  @Override
  public boolean refines() {
    return false;
  }

  @Override
  public Raster paint(Window window, WindowListener listener) {
    listener.progress("painting", 0);
    Raster painted = network.paint(window.picture(), window.hole());
    listener.progress("painting", 1);
    return painted;
  }
}
