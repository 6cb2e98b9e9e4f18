package uncrop.server.vocabulary.segmind;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The models that are served, by name. */
@Component
public final class SegmindModels {
  /** Their names as one variable of a path, {@code slug}; anything else is no path of ours. */
  public static final String SLUG = "{slug:seg-beyond|focus-outpaint|sd1\\.5-outpaint}";

  private final List<SegmindModel> models;

  SegmindModels(List<SegmindModel> models) {
    this.models = models;
  }

  public Optional<SegmindModel> named(String slug) {
    return models.stream().filter(model -> model.slug().equals(slug)).findFirst();
  }
}
