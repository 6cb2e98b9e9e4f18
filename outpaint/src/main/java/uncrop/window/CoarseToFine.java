package uncrop.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.focus.InterestedArea;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.pad.PadEngine;
import uncrop.pillow.PillowLanczos;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

/** Paints a scene of any size with a model that sees windows of one. */
public final class CoarseToFine {
  /*
   * The part of the canvas around the hole is painted level by level. At each level the kept pixels
   * come from the canvas anew, scaled; the hole from the level before. Before the first level the
   * hole is filled smoothly from its border, which is also what keeps black out of it when the canvas
   * is scaled down.
   *
   * In memory at once: the canvas, its painted copy, two levels and one window.
   */
  private static final Sampling SMOOTH = new Sampling("", "", 0, 1, Map.of("fill", "blur"));

  /** Of the canvas, as much as Fooocus shows around a hole. */
  private static final double FIELD = 0.618;

  /** Who continues a picture must see it: of a part with less than this, all of the canvas. */
  private static final double ENOUGH_KNOWN = 0.3;

  /** Enough to make sharp what was enlarged, too little to change what it shows. */
  private static final double REFINING = 0.5;

  private final WindowPainter painter;
  private final double strength;

  /**
   * @param strength above 0 to 1, of the first level: 1 paints anew
   */
  public CoarseToFine(WindowPainter painter, double strength) {
    this.painter = painter;
    this.strength = strength;
  }

  /**
   * Paints.
   *
   * @return a raster of the canvas' size, filled and opaque where the scene is painted
   * @throws uncrop.fault.Cancelled as the listener says
   */
  public Raster paint(Scene scene, PaintListener listener) {
    if (scene.mask().painted() == 0) {
      return scene.canvas().copy();
    }
    Scene smooth = new Scene(scene.canvas(), scene.mask(), SMOOTH, scene.seed());
    Raster canvas = new PadEngine().paint(smooth, PaintListener.NONE);
    Rect part = part(scene.mask());
    Mask hole = Pieces.of(scene.mask(), part);
    Raster around = Pieces.of(canvas, part);
    List<Level> levels = levels(hole);
    Progress progress = new Progress(levels, new Sketch(canvas, scene.mask(), part), listener);
    Seeds seeds = new Seeds(scene.seed());
    Raster painted = around;
    for (Level level : levels) {
      painted = paint(level, around, painted, seeds, progress);
    }
    painted = PillowLanczos.scaled(painted, around.size());
    Grain.match(around, painted, hole, scene.seed());
    Pieces.put(painted, hole, canvas, part);
    return canvas;
  }

  private static Rect part(Mask mask) {
    Rect part = InterestedArea.of(mask, FIELD);
    long pixels = (long) part.width() * part.height();
    long known = pixels - Pieces.of(mask, part).painted();
    return known < ENOUGH_KNOWN * pixels ? new Rect(0, 0, mask.width(), mask.height()) : part;
  }

  private List<Level> levels(Mask hole) {
    List<Level> levels = new ArrayList<>();
    Size part = new Size(hole.width(), hole.height());
    for (Size size : Levels.of(part, painter.side(), painter.multiple())) {
      Mask scaled = Pieces.scaled(hole, size);
      double share = levels.isEmpty() ? strength : painter.refines() ? REFINING : 1;
      List<WindowPlan.Step> steps = WindowPlan.outward(scaled, painter.window(size));
      levels.add(new Level(scaled, share, steps));
    }
    return levels;
  }

  /** One level, from the canvas' kept pixels and what the level before made of the hole. */
  private Raster paint(Level level, Raster around, Raster before, Seeds seeds, Progress progress) {
    Raster scaled = PillowLanczos.scaled(before, level.size());
    Raster picture = scaled == before ? scaled.copy() : scaled;
    if (before != around) {
      Raster kept = PillowLanczos.scaled(around, level.size());
      for (int i = 0; i < picture.argb().length; i++) {
        if (level.hole().values()[i] != Mask.PAINT) {
          picture.argb()[i] = kept.argb()[i];
        }
      }
    }
    Raster coarse = painter.refines() || before == around ? picture : picture.copy();
    new LevelPainting(picture, level, painter).paint(seeds, progress.next(picture));
    if (coarse != picture) {
      Detail.onto(coarse, picture, level.hole());
    }
    return picture;
  }
}
