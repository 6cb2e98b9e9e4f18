package uncrop.cli.models;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Role;
import uncrop.checkpoint.TextConfig;
import uncrop.checkpoint.UnetConfig;
import uncrop.checkpoint.VaeConfig;
import uncrop.models.InstalledModel;
import uncrop.models.Keeping;
import uncrop.models.ModelCard;
import uncrop.models.ModelCard.FileCard;
import uncrop.models.ModelCard.PartCard;

/** All that is known of one model. */
final class ModelSheet {
  private final InstalledModel model;
  private final ModelCard card;
  private final Checkpoint checkpoint;

  private ModelSheet(InstalledModel model, Checkpoint checkpoint) {
    this.model = model;
    this.card = model.card();
    this.checkpoint = checkpoint;
  }

  /**
   * @throws uncrop.checkpoint.CheckpointFault if it cannot be opened any more
   */
  static List<String> lines(InstalledModel model) {
    try (Checkpoint checkpoint = Checkpoint.open(model.checkpoint())) {
      return new ModelSheet(model, checkpoint).lines();
    }
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(field("name", card.name()));
    lines.add(field("family", Wording.family(card)));
    lines.add(
        field("where", model.checkpoint() + (card.keeping() == Keeping.LINK ? " (linked)" : "")));
    lines.add(field("imported", card.imported().truncatedTo(ChronoUnit.SECONDS).toString()));
    lines.add(field("size", Wording.size(card.bytes())));
    for (PartCard part : card.parts()) {
      lines.add(
          field(
              part.role().folder(),
              "%d tensors, %s numbers, %s; %s"
                  .formatted(
                      part.tensors(),
                      Wording.count(part.numbers()),
                      Wording.types(part.types()),
                      config(part.role()))));
    }
    lines.add(field("tokenizer", tokenizer()));
    lines.add(field("scheduler", scheduler()));
    checkpoint.warnings().forEach(warning -> lines.add(field("warning", warning)));
    for (FileCard file : card.files()) {
      lines.add("%s  %s".formatted(file.sha256(), file.path()));
    }
    return lines;
  }

  private static String field(String name, String value) {
    return String.format(Locale.ROOT, "%-14s  %s", name, value);
  }

  private String config(Role role) {
    return switch (role) {
      case UNET -> unet(checkpoint.unet().config());
      case VAE -> vae(checkpoint.vae().config());
      case TEXT_ENCODER -> text(checkpoint.textEncoder().config());
      case TEXT_ENCODER_2 -> text(checkpoint.textEncoder2().config());
    };
  }

  private static String unet(UnetConfig config) {
    return "widths %s, transformers %s, heads %s, context %d"
        .formatted(
            spaced(config.widths()),
            spaced(config.depths()),
            spaced(config.heads()),
            config.contextWidth());
  }

  private static String vae(VaeConfig config) {
    return "widths %s, %d latent channels, scaling factor %s"
        .formatted(spaced(config.widths()), config.latentChannels(), config.scalingFactor());
  }

  private static String text(TextConfig config) {
    return "width %d, %d layers, %d heads, %d tokens"
        .formatted(config.width(), config.layers(), config.heads(), config.vocabulary());
  }

  private static String spaced(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  private String tokenizer() {
    long own =
        Stream.of(checkpoint.files().tokenizer(), checkpoint.files().tokenizer2())
            .filter(folder -> folder.isPresent())
            .count();
    return own == 0 ? "the one built in" : own == 1 ? "its own" : "two of its own";
  }

  private String scheduler() {
    Object name = checkpoint.files().scheduler().get("_class_name");
    Object prediction = checkpoint.files().scheduler().getOrDefault("prediction_type", "epsilon");
    return (name == null ? "the family's usual one" : name) + ", predicts " + prediction;
  }
}
