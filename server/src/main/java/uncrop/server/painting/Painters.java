package uncrop.server.painting;

import java.util.List;
import java.util.Optional;
import uncrop.engine.Engine;
import uncrop.models.ModelCard;
import uncrop.outpaint.EngineChoice;
import uncrop.outpaint.EngineOffer;
import uncrop.outpaint.EngineRoom;
import uncrop.outpaint.EngineWish;
import uncrop.outpaint.ModelWish;

/** The engines of this server, and which of them paints where nobody says. */
public final class Painters {
  private final EngineRoom engines;
  private final Optional<String> otherwise;
  private final boolean elseAny;

  /**
   * Chooses among engines.
   *
   * @param otherwise name of the default; blank for the best there is
   * @param elseAny whether a picture may be painted without the model that is asked for
   * @throws uncrop.fault.BadInput on {@code uncrop.engine} when that is none
   */
  public Painters(EngineRoom engines, String otherwise, boolean elseAny) {
    this.engines = engines;
    this.otherwise = Optional.of(otherwise).filter(name -> !name.isBlank());
    this.elseAny = elseAny;
    this.otherwise
        .filter(name -> !name.equals(EngineWish.AUTO))
        .ifPresent(name -> engines.named("uncrop.engine", name));
  }

  /**
   * Who paints.
   *
   * @throws uncrop.fault.BadInput on {@code engine} or {@code model} when there is none of that
   *     name
   * @throws uncrop.outpaint.ModelNotInstalled when nobody else may paint
   */
  public EngineChoice choose(Optional<String> engine, ModelWish model) {
    return engines.choose(new EngineWish(engine, model, elseAny, otherwise));
  }

  /** An engine that was chosen before. */
  public Engine named(String name) {
    return engines.named("engine", name);
  }

  /** Who paints where nobody says who. */
  public String nameOfDefault() {
    return choose(Optional.empty(), new ModelWish.Any()).engine().name();
  }

  public List<EngineOffer> offers() {
    return engines.offers();
  }

  /** The models that paint. */
  public List<ModelCard> models() {
    return engines.shelf().painters();
  }
}
