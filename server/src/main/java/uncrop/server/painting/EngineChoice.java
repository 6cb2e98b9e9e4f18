package uncrop.server.painting;

import java.util.Optional;
import uncrop.embedded.Engines;
import uncrop.engine.Engine;

/** The engines of this server, and which of them paints where nobody says. */
public final class EngineChoice {
  private final Engines engines;
  private final Engine otherwise;

  /**
   * Chooses among engines.
   *
   * @param otherwise name of the default; blank for the best there is
   * @throws uncrop.fault.BadInput on {@code uncrop.engine} when that is none
   */
  public EngineChoice(Engines engines, String otherwise) {
    this.engines = engines;
    this.otherwise =
        otherwise.isBlank() ? engines.byDefault() : engines.named("uncrop.engine", otherwise);
  }

  /**
   * The engine of that name, or the default.
   *
   * @throws uncrop.fault.BadInput on {@code engine} when there is none of that name
   */
  public Engine of(Optional<String> name) {
    return name.map(known -> engines.named("engine", known)).orElse(otherwise);
  }

  /** Who paints where nobody says who. */
  public String nameOfDefault() {
    return otherwise.name();
  }
}
