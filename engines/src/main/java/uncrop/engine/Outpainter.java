package uncrop.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import uncrop.compose.Compositor;
import uncrop.compose.Layout;
import uncrop.fault.BadInput;
import uncrop.pixels.Raster;
import uncrop.plan.Plan;

/** The one way from a source and a plan to a finished picture. */
public final class Outpainter {
  private static final double LAID = 0.02;
  private static final double PAINTED = 0.95;

  private Outpainter() {}

  /**
   * Paints one sample of a plan: lays the source on the canvas, lets the engine paint, and puts the
   * source back.
   *
   * @param source the picture the plan was made for; not changed
   * @param sample 0 up to the plan's number of samples, exclusive; its seed is the plan's plus this
   * @throws BadInput if the plan leaves no kept pixel to start from, or the engine cannot use an
   *     option
   * @throws uncrop.fault.Cancelled if the listener stops the painting
   * @throws IllegalStateException if the engine breaks its contract
   */
  public static Painting outpaint(
      Raster source, Plan plan, int sample, Engine engine, PaintListener listener) {
    if (sample < 0 || sample >= plan.sampling().samples()) {
      throw new IllegalArgumentException(
          "sample " + sample + " of " + plan.sampling().samples() + " is not part of the plan");
    }
    long seed = Math.addExact(plan.sampling().seed(), sample);
    listener.progress("laying out", 0);
    Layout layout = Layout.of(source, plan);
    listener.progress("laying out", LAID);
    Set<String> warnings = new LinkedHashSet<>(engine.warnings(plan.sampling()));
    Scene scene = new Scene(layout.canvas(), layout.toPaint(), plan.sampling(), seed);
    Raster painted = engine.paint(scene, new Warned(listener.share(LAID, PAINTED), warnings));
    if (!painted.size().equals(plan.placement().canvas())) {
      throw new IllegalStateException(
          "engine %s painted %s instead of %s"
              .formatted(engine.name(), painted.size(), plan.placement().canvas()));
    }
    listener.progress("composing", PAINTED);
    Compositor compositor =
        new Compositor(!engine.matchesSeam(), !engine.meansAlpha(plan.sampling()));
    compositor.compose(layout, painted);
    listener.progress("composing", 1);
    return new Painting(
        painted, engine.name(), engine.model(plan.sampling()), seed, List.copyOf(warnings));
  }

  /** Takes down what an engine warns of while it paints. */
  private record Warned(PaintListener listener, Set<String> warnings) implements PaintListener {
    @Override
    public void progress(String stage, double done) {
      listener.progress(stage, done);
    }

    @Override
    public void warn(String sentence) {
      warnings.add(sentence);
    }

    @Override
    public boolean wantsPreview() {
      return listener.wantsPreview();
    }

    @Override
    public void preview(Raster canvas) {
      listener.preview(canvas);
    }
  }
}
