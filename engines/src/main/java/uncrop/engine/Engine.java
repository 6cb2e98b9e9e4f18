package uncrop.engine;

import java.util.List;
import java.util.Optional;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

/**
 * Paints the unknown part of a scene. Engines know nothing of files, HTTP or accounts. Thread-safe.
 */
public interface Engine {

  /** The name under which users ask for it and results report it: lower case, no blanks. */
  String name();

  /** What of the settings this engine cannot use, one sentence each; empty when it uses all. */
  List<String> warnings(Sampling sampling);

  /** The model that paints with these settings, of an engine that has models. */
  default Optional<String> model(Sampling sampling) {
    return Optional.empty();
  }

  /**
   * Paints one picture.
   *
   * @return a raster of the canvas' size in which every pixel that the scene paints is filled and
   *     opaque; what it holds elsewhere is ignored. The caller may write to it
   * @throws uncrop.fault.Cancelled as soon as the listener says so
   */
  Raster paint(Scene scene, PaintListener listener);

  /**
   * Whether what this engine paints is to meet the kept pixels exactly as it is. Otherwise a step
   * in colour along the border is measured and faded into the painted side.
   */
  default boolean matchesSeam() {
    return false;
  }

  /**
   * Whether the alpha of what this engine paints is meant, such as that of a colour the user asked
   * for. Otherwise the alpha of the nearest kept pixel is continued.
   */
  default boolean meansAlpha(Sampling sampling) {
    return false;
  }
}
