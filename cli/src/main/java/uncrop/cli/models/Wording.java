package uncrop.cli.models;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.StorageType;
import uncrop.fault.BadInput;
import uncrop.models.InstalledModel;
import uncrop.models.Kind;
import uncrop.models.ModelCard;

/** How models are spoken of. */
final class Wording {
  static final List<String> LIST_HEAD =
      List.of("NAME", "KIND", "FAMILY", "CHANNELS", "STORED AS", "SIZE", "WHERE");

  private static final String NONE = "-";
  private static final int INPAINTING_CHANNELS = 9;
  private static final double KILO = 1000;

  private Wording() {}

  static List<String> row(InstalledModel model) {
    ModelCard card = model.card();
    return List.of(
        card.name(),
        card.kind().title(),
        card.family().map(Family::title).orElse(NONE),
        card.channels() == 0 ? NONE : Integer.toString(card.channels()),
        card.types().isEmpty() ? NONE : types(card.types()),
        size(card.bytes()),
        model.checkpoint().toString());
  }

  /** What it is: "LoRA for Stable Diffusion XL", and of a checkpoint its family alone. */
  static String what(ModelCard card) {
    String family = card.family().map(Family::title).orElse("");
    if (card.kind() != Kind.CHECKPOINT) {
      return card.kind().title() + (family.isEmpty() ? "" : " for " + family);
    }
    return "%s, %d channels%s"
        .formatted(
            family, card.channels(), card.channels() == INPAINTING_CHANNELS ? " (inpainting)" : "");
  }

  /**
   * @throws BadInput on the field "family" if there is none such
   */
  static Family familyNamed(String word) {
    return Arrays.stream(Family.values())
        .filter(family -> family.name().equalsIgnoreCase(word.strip()))
        .findFirst()
        .orElseThrow(() -> new BadInput("family", word, "must be sd15 or sdxl"));
  }

  static String types(List<StorageType> types) {
    return types.stream().map(StorageType::name).collect(Collectors.joining(" "));
  }

  /** In decimal units, as disks are sold: 4.3 GB. */
  static String size(long bytes) {
    return counted(bytes, List.of(" bytes", " kB", " MB", " GB", " TB"));
  }

  /** 860 million, say. */
  static String count(long numbers) {
    return counted(numbers, List.of("", " thousand", " million", " billion"));
  }

  private static String counted(double amount, List<String> units) {
    int unit = 0;
    double shown = amount;
    // What would be printed as 1000.0 of a unit is 1.0 of the next.
    while (shown >= KILO - 0.05 && unit < units.size() - 1) {
      shown /= KILO;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f%s" : "%.1f%s", shown, units.get(unit));
  }

  /** Columns as wide as they must be. The first row is the head. */
  static List<String> table(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      Arrays.setAll(widths, column -> Math.max(widths[column], row.get(column).length()));
    }
    String format =
        Arrays.stream(widths)
            .mapToObj(width -> "%-" + width + "s")
            .collect(Collectors.joining("  "));
    return rows.stream().map(row -> format.formatted(row.toArray()).stripTrailing()).toList();
  }
}
