package uncrop.engine;

import uncrop.pixels.Raster;

/**
 * Hears how far a painting is, and may stop it. Called often and from the painting thread: must be
 * quick.
 */
public interface PaintListener {
  /** Hears nothing, never stops. */
  PaintListener NONE = (stage, done) -> {};

  /**
   * @param stage what is being done, in one or two words for a progress bar
   * @param done share of the whole painting, 0 to 1, never falling
   * @throws uncrop.fault.Cancelled to stop the painting
   */
  void progress(String stage, double done);

  /** Hears what the user should know, in one sentence, that only painting showed. */
  default void warn(String sentence) {}

  /** Whether a preview would be shown now. Making one costs time, so engines ask first. */
  default boolean wantsPreview() {
    return false;
  }

  /**
   * Hears what the canvas looks like so far.
   *
   * @param canvas all of it, in a small size; not changed later
   */
  default void preview(Raster canvas) {}

  /** Hears of a part of a painting and tells this of the whole: the part's 0 is from, its 1 to. */
  default PaintListener share(double from, double to) {
    PaintListener whole = this;
    return new PaintListener() {
      @Override
      public void progress(String stage, double done) {
        whole.progress(stage, from + (to - from) * done);
      }

      @Override
      public void warn(String sentence) {
        whole.warn(sentence);
      }

      @Override
      public boolean wantsPreview() {
        return whole.wantsPreview();
      }

      @Override
      public void preview(Raster canvas) {
        whole.preview(canvas);
      }
    };
  }
}
