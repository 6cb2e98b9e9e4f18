package uncrop.cli.models;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Role;
import uncrop.checkpoint.TextConfig;
import uncrop.checkpoint.UnetConfig;
import uncrop.checkpoint.VaeConfig;
import uncrop.models.ModelCard;
import uncrop.models.ModelCard.PartCard;

/** What the networks of a checkpoint look like. */
record CheckpointSheet(ModelCard card, Checkpoint checkpoint) {

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (PartCard part : card.parts()) {
      lines.add(
          ModelSheet.field(
              part.role().folder(),
              "%d tensors, %s numbers, %s; %s"
                  .formatted(
                      part.tensors(),
                      Wording.count(part.numbers()),
                      Wording.types(part.types()),
                      config(part.role()))));
    }
    lines.add(ModelSheet.field("tokenizer", tokenizer()));
    lines.add(ModelSheet.field("scheduler", scheduler()));
    checkpoint.warnings().forEach(warning -> lines.add(ModelSheet.field("warning", warning)));
    return lines;
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
