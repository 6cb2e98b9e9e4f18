package uncrop.outpaint;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import uncrop.checkpoint.Checkpoint;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.fault.BadInput;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.loaded.ModelKey;
import uncrop.loaded.Stations;
import uncrop.loaded.Stations.Station;
import uncrop.lora.LoraChoice;
import uncrop.models.InstalledModel;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;
import uncrop.style.MergedPrompt;
import uncrop.tensor.Device;
import uncrop.window.CoarseToFine;

/** Paints with Stable Diffusion 1.5 and XL, in windows over a canvas of any size. */
public final class DiffusionEngine implements Engine {
  /*
   * Which settings are wrong is told on the caller's thread, at once and not after waiting for the
   * model. All else happens on the models' thread: prompts too, whose expansion is a model.
   */
  public static final String NAME = "diffusion";

  private final ModelShelf shelf;
  private final Prompting prompting;
  private final Stations stations;
  private final Function<Device, Precision> usualPrecision;

  /**
   * @param usualPrecision asked for where a request leaves it open
   */
  public DiffusionEngine(
      ModelShelf shelf,
      Prompting prompting,
      Stations stations,
      Function<Device, Precision> usualPrecision) {
    this.shelf = shelf;
    this.prompting = prompting;
    this.stations = stations;
    this.usualPrecision = usualPrecision;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<String> model(Sampling sampling) {
    return modelOf(sampling).map(ModelShelf::shown);
  }

  @Override
  public List<String> warnings(Sampling sampling) {
    return new Settings(sampling)
        .beyond(Settings.OF_DIFFUSION).stream()
            .map(option -> "The diffusion engine does not use the option " + option + ".")
            .toList();
  }

  @Override
  public Raster paint(Scene scene, PaintListener listener) {
    Settings settings = new Settings(scene.sampling());
    settings.check();
    String model =
        modelOf(scene.sampling())
            .orElseThrow(() ->
                new BadInput(
                    "engine",
                    NAME,
                    "needs a model, and none is installed: see uncrop models available"));
    ModelFacts facts = shelf.checkpoint(model);
    return stations.run(
        (station, relay) -> painted(scene, settings, facts, station, relay), listener);
  }

  private Optional<String> modelOf(Sampling sampling) {
    return new Settings(sampling).text(Settings.MODEL).or(shelf::bestCheckpoint);
  }

  private Raster painted(
      Scene scene, Settings settings, ModelFacts facts, Station station, PaintListener listener) {
    listener.progress("reading the prompt", 0);
    MergedPrompt prompt = prompting.merged(scene, settings, facts);
    prompt.warnings().forEach(listener::warn);
    List<LoraChoice> loras = shelf.loras(settings.loras(), prompt.loras());
    Placement placement =
        new Placement(
            station.device(),
            settings.precision().orElseGet(() -> usualPrecision.apply(station.device())));
    Optional<InstalledModel> patch = facts.takesPatch() ? shelf.inpaintPatch() : Optional.empty();
    Recipe recipe = Recipe.of(facts, patch, settings, prompt);
    recipe.warnings().forEach(listener::warn);
    ModelKey<LoadedDiffusion> key =
        ModelKey.of(LoadedDiffusion.class, facts.files(), List.of(placement, loras, patch));
    return station
        .pool()
        .use(
            key,
            () ->
                LoadedDiffusion.of(
                    Checkpoint.open(facts.files()),
                    loras,
                    placement,
                    patch.isPresent(),
                    station.pool().room()),
            model -> painted(scene, settings, recipe, model, station.device(), listener));
  }

  private Raster painted(
      Scene scene,
      Settings settings,
      Recipe recipe,
      LoadedDiffusion model,
      Device device,
      PaintListener listener) {
    model.warnings().forEach(listener::warn);
    Checkpoint checkpoint = model.checkpoint();
    try (LatentColours colours = shelf.colours(checkpoint.family(), device)) {
      DiffusionWindows windows =
          new DiffusionWindows(model.inpainter(), checkpoint.side(), recipe, colours);
      return new CoarseToFine(windows, settings.strength().orElse(1)).paint(scene, listener);
    }
  }
}
