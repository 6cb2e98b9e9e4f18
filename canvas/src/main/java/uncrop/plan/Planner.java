package uncrop.plan;

import java.util.Optional;
import uncrop.fault.BadInput;
import uncrop.geometry.Extension;
import uncrop.geometry.Limits;
import uncrop.geometry.Placement;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;

/** Turns a request into a plan, or says what is wrong with it before anything is decoded. */
public final class Planner {
  private Planner() {}

  /**
   * @param source size of the source in pixels, upright
   * @param mask what to paint of the source, in source pixels
   * @param band in canvas pixels
   * @throws BadInput if there is nothing to paint or nothing to keep, the canvas is over the
   *     limits, the source would be cropped away, the mask has another size, or a number is out of
   *     range
   */
  public static Plan plan(
      Size source,
      Extension extension,
      Optional<Mask> mask,
      int band,
      Sampling sampling,
      Limits limits) {
    mask.ifPresent(m -> requireSourceSize(m, source));
    Placement placement = place(source, extension, mask.isPresent(), band, sampling, limits);
    return plan(placement, source, mask, band, sampling);
  }

  /**
   * Checks all that can be checked without the pixels of a mask.
   *
   * @param masked whether there is a mask, of the source's size
   * @return where the source will lie
   * @throws BadInput as {@link #plan(Size, Extension, Optional, int, Sampling, Limits)} does
   */
  public static Placement place(
      Size source,
      Extension extension,
      boolean masked,
      int band,
      Sampling sampling,
      Limits limits) {
    requireSampling(sampling);
    Placement placement = extension.place(source);
    limits.check(placement);
    if (!masked && placement.visible().equals(whole(placement.canvas()))) {
      throw new BadInput(
          extension.field(),
          extension,
          "leaves nothing to paint: the source covers the whole canvas of "
              + placement.canvas()
              + "; ask for a larger canvas or give a mask");
    }
    requireBand(placement, band);
    return placement;
  }

  /**
   * The plan to a placement that was checked.
   *
   * @throws BadInput if the mask has another size than the source, or paints nothing or all of it
   */
  public static Plan plan(
      Placement placement, Size source, Optional<Mask> mask, int band, Sampling sampling) {
    mask.ifPresent(m -> {
      requireSourceSize(m, source);
      requireSomethingToPaint(placement, m);
    });
    return new Plan(placement, mask, band, sampling);
  }

  private static void requireSourceSize(Mask mask, Size source) {
    if (mask.width() != source.width() || mask.height() != source.height()) {
      throw new BadInput(
          "mask", mask.width() + "x" + mask.height(), "must have the source's size, " + source);
    }
  }

  private static void requireSampling(Sampling sampling) {
    if (sampling.samples() < 1) {
      throw new BadInput("samples", sampling.samples(), "must be at least 1");
    }
    if (sampling.seed() < 0 || sampling.seed() > Long.MAX_VALUE - sampling.samples()) {
      throw new BadInput(
          "seed",
          sampling.seed(),
          "must not be negative, nor so large that the seeds of all samples do not fit");
    }
  }

  private static void requireSomethingToPaint(Placement placement, Mask mask) {
    Mask keep = KeepMask.withoutBand(placement, Optional.of(mask));
    int painted = keep.painted();
    if (painted == 0) {
      throw new BadInput(
          "mask",
          keep.width() + "x" + keep.height(),
          "paints nothing that is seen, and the source covers the whole canvas; is it inverted?");
    }
    if (painted == keep.values().length) {
      throw new BadInput(
          "mask",
          keep.width() + "x" + keep.height(),
          "paints all of the source that is seen; keep at least one pixel (is it inverted?)");
    }
  }

  private static void requireBand(Placement placement, int band) {
    Rect kept = placement.kept();
    int longer = Math.max(kept.width(), kept.height());
    if (band < 0 || band > longer) {
      throw new BadInput(
          "band", band, "must be 0 to " + longer + ", the source's longer side on the canvas");
    }
    Size canvas = placement.canvas();
    long keptWidth =
        kept.width() - inset(kept.x(), band) - inset(canvas.width() - kept.right(), band);
    long keptHeight =
        kept.height() - inset(kept.y(), band) - inset(canvas.height() - kept.bottom(), band);
    if (keptWidth <= 0 || keptHeight <= 0) {
      throw new BadInput("band", band, "leaves nothing of the source as it is; make it narrower");
    }
  }

  /** The band lies only along sides that are extended. */
  private static long inset(int margin, int band) {
    return margin > 0 ? band : 0;
  }

  private static Rect whole(Size canvas) {
    return new Rect(0, 0, canvas.width(), canvas.height());
  }
}
