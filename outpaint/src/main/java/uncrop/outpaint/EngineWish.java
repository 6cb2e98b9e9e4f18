package uncrop.outpaint;

import java.util.Optional;

/**
 * Who is to paint.
 *
 * @param engine by name; empty, or {@code auto}: whichever is best
 * @param model which
 * @param elseAny whether another may paint where the model is not installed
 */
public record EngineWish(Optional<String> engine, ModelWish model, boolean elseAny) {
  public static final String AUTO = "auto";

  public EngineWish {
    engine = engine.filter(name -> !name.equals(AUTO));
  }
}
