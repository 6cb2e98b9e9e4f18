package uncrop.engine;

import java.util.List;
import uncrop.pixels.Raster;

/**
 * One finished picture: canvas-sized pixels, the engine and seed that made it, and what the user
 * should know.
 */
public record Painting(Raster picture, String engine, long seed, List<String> warnings) {
  public Painting {
    warnings = List.copyOf(warnings);
  }
}
