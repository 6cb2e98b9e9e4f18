package uncrop.window;

import uncrop.pixels.Raster;

/** Hears how far a window is, on the thread that paints it, and may stop it. */
public interface WindowListener {

  /**
   * @param stage in a few words
   * @param done share of this window, 0 to 1
   * @throws uncrop.fault.Cancelled to stop
   */
  void progress(String stage, double done);

  /** Whether a preview would be shown now; making one costs time. */
  boolean wantsPreview();

  /**
   * @param window of any size, to be scaled to the window's
   */
  void preview(Raster window);
}
