package uncrop.server.vocabulary.own;

import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import uncrop.embedded.Engines;
import uncrop.server.painting.EngineChoice;
import uncrop.server.vocabulary.KnownNames;

/** What this server paints with, and which names it takes. */
@RestController
final class Offers {

  /**
   * One engine.
   *
   * @param summary what it does, in a few words
   * @param usual whether it paints where nobody says which
   */
  record Offered(String name, String summary, boolean usual) {}

  record EngineList(List<Offered> engines) {}

  /**
   * One model.
   *
   * @param installed whether it can paint; where not, an engine that needs no model does
   */
  record Model(String name, boolean installed) {}

  record ModelList(List<Model> models) {}

  record StyleList(List<String> styles) {}

  record SamplerList(List<String> samplers, List<String> schedulers) {}

  private final EngineList engines;

  Offers(Engines engines, EngineChoice choice) {
    String usual = choice.nameOfDefault();
    this.engines =
        new EngineList(
            engines.entries().stream()
                .map(
                    entry -> new Offered(entry.name(), entry.summary(), entry.name().equals(usual)))
                .toList());
  }

  @GetMapping("/api/v1/engines")
  ResponseEntity<EngineList> engines() {
    return Answers.json(engines);
  }

  @GetMapping("/api/v1/models")
  ResponseEntity<ModelList> models() {
    return Answers.json(
        new ModelList(KnownNames.MODELS.stream().map(name -> new Model(name, false)).toList()));
  }

  @GetMapping("/api/v1/styles")
  ResponseEntity<StyleList> styles() {
    return Answers.json(new StyleList(KnownNames.STYLES));
  }

  @GetMapping("/api/v1/samplers")
  ResponseEntity<SamplerList> samplers() {
    return Answers.json(new SamplerList(KnownNames.SAMPLERS, KnownNames.SCHEDULERS));
  }
}
