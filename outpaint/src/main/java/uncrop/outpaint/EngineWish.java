package uncrop.outpaint;

import java.util.Optional;

/**
 * Who is to paint.
 *
 * @param engine by name; empty, or {@code auto}: whichever is best
 * @param model which
 * @param elseAny whether another may paint where the model is not installed
 * @param otherwise by name: who paints where neither engine nor model says who; empty, or {@code
 *     auto}: whichever is best
 */
public record EngineWish(
    Optional<String> engine, ModelWish model, boolean elseAny, Optional<String> otherwise) {
  public static final String AUTO = "auto";

  public EngineWish {
    engine = engine.filter(name -> !name.equals(AUTO));
    otherwise = otherwise.filter(name -> !name.equals(AUTO));
  }

  public EngineWish(Optional<String> engine, ModelWish model, boolean elseAny) {
    this(engine, model, elseAny, Optional.empty());
  }
}
