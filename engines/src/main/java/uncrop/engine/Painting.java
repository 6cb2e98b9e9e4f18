package uncrop.engine;

import java.util.List;
import java.util.Optional;
import uncrop.pixels.Raster;

/**
 * One finished picture: canvas-sized pixels, what made it, and what the user should know.
 *
 * @param engine by name
 * @param model by name, of an engine that has models
 */
public record Painting(
    Raster picture, String engine, Optional<String> model, long seed, List<String> warnings) {
  public Painting {
    warnings = List.copyOf(warnings);
  }
}
