package uncrop.cli.extend;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;

/** How one result came out. */
sealed interface Outcome {

  /**
   * Painted and written.
   *
   * @param source where the source lies on the canvas, in pixels; may stick out
   * @param model of an engine that has models
   * @param took reading, painting and writing
   */
  record Done(
      String input,
      String output,
      Size canvas,
      Rect source,
      String engine,
      Optional<String> model,
      long seed,
      Duration took,
      List<String> warnings)
      implements Outcome {}

  /** The output was there already. */
  record Kept(String input, String output) implements Outcome {}

  record Failed(String input, String error) implements Outcome {}
}
