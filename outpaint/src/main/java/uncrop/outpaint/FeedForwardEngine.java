package uncrop.outpaint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.fault.BadInput;
import uncrop.feedforward.FeedForward;
import uncrop.loaded.ModelKey;
import uncrop.loaded.Stations;
import uncrop.models.InstalledModel;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;
import uncrop.tensor.Device;
import uncrop.window.CoarseToFine;

/** Paints with LaMa and MI-GAN: from the picture alone, in seconds, without a prompt. */
public final class FeedForwardEngine implements Engine {
  public static final String NAME = "feed-forward";

  private final ModelShelf shelf;
  private final Stations stations;

  public FeedForwardEngine(ModelShelf shelf, Stations stations) {
    this.shelf = shelf;
    this.stations = stations;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> model(Sampling sampling) {
    return new Settings(sampling).text(Settings.MODEL).or(shelf::bestFeedForward);
  }

  @Override
  public List<String> warnings(Sampling sampling) {
    List<String> unused = new ArrayList<>();
    if (!sampling.prompt().isBlank()) {
      unused.add("prompt");
    }
    if (!sampling.negativePrompt().isBlank()) {
      unused.add("negative prompt");
    }
    unused.addAll(new Settings(sampling).beyond(Set.of(Settings.MODEL)));
    List<String> warnings = new ArrayList<>();
    unused.forEach(setting ->
        warnings.add(
            "the feed-forward engine paints from the picture alone; " + setting + " was not used"));
    if (sampling.samples() > 1) {
      warnings.add("the feed-forward engine paints the same picture for every sample");
    }
    return warnings;
  }

  @Override
  public Raster paint(Scene scene, PaintListener listener) {
    String name =
        model(scene.sampling())
            .orElseThrow(() ->
                new BadInput(
                    "engine",
                    NAME,
                    "needs a model, and none is installed: see uncrop models available"));
    InstalledModel model = shelf.feedForward(name);
    Path file = model.checkpoint();
    ModelKey<LoadedNetwork> key = ModelKey.of(LoadedNetwork.class, file, List.of());
    return stations.run(
        (station, relay) -> {
          relay.progress("loading", 0);
          return station
              .pool()
              .use(
                  key,
                  () -> loaded(model, station.device()),
                  loaded ->
                      new CoarseToFine(new FeedForwardWindows(loaded.network()), 1)
                          .paint(scene, relay));
        },
        listener);
  }

  private LoadedNetwork loaded(InstalledModel model, Device device) {
    FeedForward network =
        FeedForward.open(model.checkpoint(), shelf.network(model), sha256(model), device);
    return new LoadedNetwork(network, model.card().bytes());
  }

  /** As it was when it was installed: the file holds code. */
  private static String sha256(InstalledModel model) {
    return model.card().files().getFirst().sha256();
  }
}
