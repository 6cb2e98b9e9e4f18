package uncrop.cli.models;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.models.InstalledModel;
import uncrop.models.Keeping;
import uncrop.models.Kind;
import uncrop.models.LicenceCard;
import uncrop.models.ModelCard;
import uncrop.models.ModelCard.FileCard;

/** All that is known of one model. */
final class ModelSheet {
  private final InstalledModel model;
  private final ModelCard card;

  private ModelSheet(InstalledModel model) {
    this.model = model;
    this.card = model.card();
  }

  /**
   * @throws uncrop.checkpoint.CheckpointFault if it is a checkpoint and cannot be opened any more
   */
  static List<String> lines(InstalledModel model) {
    return new ModelSheet(model).lines();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(field("name", card.name()));
    lines.add(field("kind", card.kind().title()));
    lines.add(field("family", family()));
    lines.add(
        field("where", model.checkpoint() + (card.keeping() == Keeping.LINK ? " (linked)" : "")));
    lines.add(field("imported", card.imported().truncatedTo(ChronoUnit.SECONDS).toString()));
    lines.add(field("size", Wording.size(card.bytes())));
    card.entry().ifPresent(entry -> lines.add(field("pulled as", entry)));
    card.licence().ifPresent(licence -> lines.addAll(licence(licence)));
    if (card.kind() == Kind.CHECKPOINT) {
      try (Checkpoint checkpoint = Checkpoint.open(model.checkpoint())) {
        lines.addAll(new CheckpointSheet(card, checkpoint).lines());
      }
    }
    for (FileCard file : card.files()) {
      lines.add("%s  %s".formatted(file.sha256(), file.path()));
    }
    return lines;
  }

  private static List<String> licence(LicenceCard card) {
    List<String> lines = new ArrayList<>();
    lines.add(field("licence", card.licence().summary()));
    lines.add(field("API use", card.licence().apiUse().name().toLowerCase(Locale.ROOT)));
    card.accepted()
        .ifPresent(accepted ->
            lines.add(
                field(
                    "accepted",
                    "by %s on %s: %s"
                        .formatted(
                            accepted.who(),
                            accepted.when().truncatedTo(ChronoUnit.SECONDS),
                            accepted.shown()))));
    return lines;
  }

  private String family() {
    return card.kind() == Kind.CHECKPOINT
        ? Wording.what(card)
        : card.family().map(Family::title).orElse("-");
  }

  static String field(String name, String value) {
    return String.format(Locale.ROOT, "%-14s  %s", name, value);
  }
}
