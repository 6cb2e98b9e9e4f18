package uncrop.window;

import java.util.List;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;

/**
 * One size in which a part of a canvas is painted.
 *
 * @param hole of this size
 * @param strength of its windows
 * @param steps they, in order
 */
record Level(Mask hole, double strength, List<WindowPlan.Step> steps) {

  Size size() {
    return new Size(hole.width(), hole.height());
  }

  /** In windows that are painted anew. */
  double work() {
    return strength * steps.size();
  }
}
