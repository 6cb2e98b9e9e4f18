package uncrop.outpaint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import uncrop.embedded.Engines;
import uncrop.engine.Engine;
import uncrop.fault.BadInput;
import uncrop.layer.Precision;
import uncrop.loaded.Stations;
import uncrop.tensor.Device;

/** All engines of a process, and the choice among them. Thread-safe. */
public final class EngineRoom implements AutoCloseable {
  /*
   * What is installed is looked up for each choice: models come and go while a server runs.
   *
   * The best is a checkpoint, then a network that fills holes in one pass, then what is embedded. Who
   * installs a model wants it used; that it may take minutes on a processor without a device beside it
   * is what "engines" tells.
   */
  private final Engines embedded;
  private final DiffusionEngine diffusion;
  private final FeedForwardEngine feedForward;
  private final ModelShelf shelf;
  private final Stations stations;

  /**
   * Loads nothing yet.
   *
   * @param usualPrecision of a device, asked for at each painting that leaves it open
   */
  public EngineRoom(
      Engines embedded,
      ModelShelf shelf,
      Prompting prompting,
      Stations stations,
      Function<Device, Precision> usualPrecision) {
    this.embedded = embedded;
    this.shelf = shelf;
    this.stations = stations;
    diffusion = new DiffusionEngine(shelf, prompting, stations, usualPrecision);
    feedForward = new FeedForwardEngine(shelf, stations);
  }

  public ModelShelf shelf() {
    return shelf;
  }

  /**
   * Finds an engine.
   *
   * @param field the name of the parameter, for the error
   * @throws BadInput if there is none of that name; names those there are
   */
  public Engine named(String field, String name) {
    return engines().stream()
        .filter(engine -> engine.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new BadInput(field, name, "must be auto, " + String.join(", ", names())));
  }

  /** Of all, whether or not they have a model here. */
  public List<String> names() {
    return engines().stream().map(Engine::name).toList();
  }

  /** All engines, those with models once for each model, the best first. */
  public List<EngineOffer> offers() {
    List<EngineOffer> offers = new ArrayList<>();
    Optional<String> best = shelf.bestCheckpoint().or(shelf::bestFeedForward);
    shelf
        .painters()
        .forEach(painter ->
            offers.add(
                new EngineOffer(
                    painter.kind().feedForward() ? feedForward.name() : diffusion.name(),
                    Optional.of(painter.name()),
                    ModelShelf.goodAt(painter),
                    true,
                    best.filter(painter.name()::equals).isPresent())));
    if (shelf.bestCheckpoint().isEmpty()) {
      offers.add(missing(diffusion.name(), "paints what a prompt says, with Stable Diffusion"));
    }
    if (shelf.bestFeedForward().isEmpty()) {
      offers.add(missing(feedForward.name(), "fills simple backgrounds in one pass, with LaMa"));
    }
    for (Engines.Entry entry : embedded.entries()) {
      boolean chosen = best.isEmpty() && entry.engine().equals(embedded.byDefault());
      offers.add(new EngineOffer(entry.name(), Optional.empty(), entry.summary(), true, chosen));
    }
    return offers;
  }

  private static EngineOffer missing(String engine, String good) {
    return new EngineOffer(
        engine, Optional.empty(), good + "; no model here: uncrop models available", false, false);
  }

  private List<Engine> engines() {
    List<Engine> all = new ArrayList<>();
    embedded.entries().forEach(entry -> all.add(entry.engine()));
    all.add(diffusion);
    all.add(feedForward);
    return all;
  }

  /**
   * Chooses.
   *
   * @throws BadInput on {@code engine} or {@code model} if there is none of that name, or the
   *     engine has no model here
   * @throws ModelNotInstalled if that model is not here, and no other may paint
   */
  public EngineChoice choose(EngineWish wish) {
    Optional<Engine> engine = wish.engine().map(name -> named("engine", name));
    if (engine.filter(this::isEmbedded).isPresent()) {
      return new EngineChoice(engine.get(), Optional.empty(), unused(wish, engine.get()));
    }
    Optional<String> model = shelf.serving(wish.model());
    if (model.isPresent()) {
      return new EngineChoice(painterOf(model.get(), engine), model, List.of());
    }
    if (!(wish.model() instanceof ModelWish.Any) && !wish.elseAny()) {
      throw shelf.notInstalled(wish.model());
    }
    return another(wish, engine.or(() -> wish.otherwise().map(name -> named("engine", name))));
  }

  private boolean isEmbedded(Engine engine) {
    return engine != diffusion && engine != feedForward;
  }

  private Engine painterOf(String model, Optional<Engine> wished) {
    Engine painter = shelf.isFeedForward(model) ? feedForward : diffusion;
    if (wished.isPresent() && wished.get() != painter) {
      throw new BadInput(
          "model",
          model,
          "is run by the engine " + painter.name() + ", not " + wished.get().name());
    }
    return painter;
  }

  /** Whoever is there in place of the wished model. */
  private EngineChoice another(EngineWish wish, Optional<Engine> engine) {
    if (engine.filter(this::isEmbedded).isPresent()) {
      return new EngineChoice(engine.get(), Optional.empty(), shelf.without(wish.model()));
    }
    if (engine.isPresent() || shelf.bestCheckpoint().isPresent()) {
      boolean passes = engine.filter(feedForward::equals).isPresent();
      Engine chosen = passes ? feedForward : diffusion;
      String model =
          (passes ? shelf.bestFeedForward() : shelf.bestCheckpoint())
              .orElseThrow(() ->
                  new BadInput(
                      "engine", chosen.name(), "has no model here: see uncrop models available"));
      return new EngineChoice(chosen, Optional.of(model), shelf.standIn(wish.model(), model));
    }
    Optional<String> passing = shelf.bestFeedForward();
    if (passing.isPresent()) {
      return new EngineChoice(feedForward, passing, shelf.standIn(wish.model(), passing.get()));
    }
    return new EngineChoice(embedded.byDefault(), Optional.empty(), shelf.without(wish.model()));
  }

  private static List<String> unused(EngineWish wish, Engine engine) {
    return ModelShelf.wished(wish.model())
        .map(name ->
            List.of("The engine " + engine.name() + " has no models; " + name + " was not used."))
        .orElse(List.of());
  }

  /** How many models are in memory; waits for paintings that run. */
  int loaded() {
    return stations.loaded();
  }

  /** Lets paintings that run come to the end of their steps, and frees all models. */
  @Override
  public void close() {
    stations.close();
  }
}
