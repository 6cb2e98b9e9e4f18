package uncrop.server.vocabulary.own;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import uncrop.models.ModelCard;
import uncrop.outpaint.EngineOffer;
import uncrop.server.painting.Painters;
import uncrop.server.vocabulary.KnownNames;
import uncrop.style.StyleName;
import uncrop.style.Styles;

/** What this server paints with, and which names it takes. */
@RestController
final class Offers {

  /**
   * One engine, with one of its models.
   *
   * @param model by name; null of an engine that needs none, or has none here
   * @param summary what it is good at, in a few words
   * @param ready whether it could paint now
   * @param usual whether it paints where nobody says which
   */
  record Offered(
      String name, @Nullable String model, String summary, boolean ready, boolean usual) {
    static Offered of(EngineOffer offer, String usual) {
      return new Offered(
          offer.engine(),
          offer.model().orElse(null),
          offer.good(),
          offer.ready(),
          offer.engine().equals(usual) && (offer.best() || offer.model().isEmpty()));
    }
  }

  record EngineList(List<Offered> engines) {}

  /**
   * One model.
   *
   * @param installed whether it can paint; where not, another one does, or an engine that needs
   *     none
   */
  record Model(String name, boolean installed) {}

  record ModelList(List<Model> models) {}

  record StyleList(List<String> styles) {}

  record SamplerList(List<String> samplers, List<String> schedulers) {}

  private final Painters painters;
  private final StyleList styles;

  Offers(Painters painters, Styles styles) {
    this.painters = painters;
    Set<String> names = new LinkedHashSet<>(KnownNames.STYLES);
    styles.names().stream().map(StyleName::name).forEach(names::add);
    this.styles = new StyleList(List.copyOf(names));
  }

  @GetMapping("/api/v1/engines")
  ResponseEntity<EngineList> engines() {
    String usual = painters.nameOfDefault();
    return Answers.json(
        new EngineList(painters.offers().stream().map(offer -> Offered.of(offer, usual)).toList()));
  }

  @GetMapping("/api/v1/models")
  ResponseEntity<ModelList> models() {
    List<String> installed = painters.models().stream().map(ModelCard::name).toList();
    Set<String> names = new LinkedHashSet<>(installed);
    names.addAll(KnownNames.MODELS);
    return Answers.json(
        new ModelList(
            names.stream().map(name -> new Model(name, installed.contains(name))).toList()));
  }

  @GetMapping("/api/v1/styles")
  ResponseEntity<StyleList> styles() {
    return Answers.json(styles);
  }

  @GetMapping("/api/v1/samplers")
  ResponseEntity<SamplerList> samplers() {
    return Answers.json(new SamplerList(KnownNames.SAMPLERS, KnownNames.SCHEDULERS));
  }
}
