package uncrop.cli.models;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import uncrop.checkpoint.Family;
import uncrop.cli.terminal.Terminal;
import uncrop.models.Catalogue;
import uncrop.models.CatalogueEntry;
import uncrop.models.InstalledModel;
import uncrop.models.Licence;
import uncrop.models.ModelStore;

/** {@code uncrop models available}. */
@Command(
    name = "available",
    description = {
      "Lists the models that can be pulled.",
      "What they are, what they may be used for, and under which names the HTTP",
      "interfaces ask for them. Own entries stand in catalogue.json in the folder of",
      "models, or in the file that UNCROP_CATALOGUE names."
    },
    mixinStandardHelpOptions = true)
final class AvailableCommand implements Callable<Integer> {
  private static final List<String> HEAD =
      List.of("NAME", "KIND", "FAMILY", "SIZE", "LICENCE", "SERVES", "INSTALLED");

  private final Terminal terminal;
  private final InstantSource clock;

  @Mixin private StoreOption options = new StoreOption();

  AvailableCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    ModelStore store = options.open(clock);
    Catalogue catalogue = Catalogue.with(System.getenv(), store.folder());
    List<InstalledModel> installed = store.installed();
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    catalogue.entries().forEach(entry -> rows.add(row(entry, installed)));
    Wording.table(rows).forEach(terminal.out()::println);
    terminal.out().flush();
    return 0;
  }

  private static List<String> row(CatalogueEntry entry, List<InstalledModel> installed) {
    String here =
        installed.stream()
            .filter(model -> model.card().entry().equals(Optional.of(entry.name())))
            .map(InstalledModel::name)
            .collect(Collectors.joining(" "));
    return List.of(
        entry.name(),
        entry.kind().title(),
        entry.family().map(Family::title).orElse("-"),
        entry.bytes().isPresent() ? Wording.size(entry.bytes().getAsLong()) : "?",
        licence(entry.licence()),
        entry.serves().isEmpty() ? "-" : String.join(" ", entry.serves()),
        here.isEmpty() ? "no" : here);
  }

  private static String licence(Licence licence) {
    String name = licence.name().isEmpty() ? "?" : licence.name();
    return switch (licence.apiUse()) {
      case ALLOWED -> name;
      case FORBIDDEN -> name + ", not behind an API";
      case UNKNOWN -> String.format(Locale.ROOT, "%s, API use unknown", name);
    };
  }
}
