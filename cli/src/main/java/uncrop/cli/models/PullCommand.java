package uncrop.cli.models;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import uncrop.cli.terminal.Progress;
import uncrop.cli.terminal.Terminal;
import uncrop.fault.BadInput;
import uncrop.models.Catalogue;
import uncrop.models.CatalogueEntry;
import uncrop.models.Hub;
import uncrop.models.InstalledModel;
import uncrop.models.LicenceCard.Acceptance;
import uncrop.models.ModelName;
import uncrop.models.ModelStore;
import uncrop.models.Puller;
import uncrop.models.download.Downloader;
import uncrop.models.download.Pause;

/** {@code uncrop models pull}. */
// picocli fills the annotated fields before the command runs
@SuppressWarnings("NullAway.Init")
@Command(
    name = "pull",
    description = {
      "Fetches a model of the catalogue and installs it.",
      "What is broken off goes on where it ended when it is pulled again. Models that",
      "may not stand behind an API must be accepted as such: a server uses them only",
      "then."
    },
    mixinStandardHelpOptions = true)
final class PullCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final InstantSource clock;

  @Parameters(paramLabel = "NAME", description = "As models available shows it.")
  private String name;

  @Option(names = "--as", paramLabel = "NAME", description = "To call it (default: the same).")
  private Optional<String> called = Optional.empty();

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = {
        "Of an account on the hub, for models that are gated",
        "(default: UNCROP_HUB_TOKEN or HF_TOKEN)."
      })
  private Optional<String> token = Optional.empty();

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description = "To fetch from in place of the hub (default: UNCROP_HUB_MIRROR).")
  private Optional<String> mirror = Optional.empty();

  @Option(
      names = "--accept-licence",
      description = "Accepts the licence, where that must be done, without being asked.")
  private boolean accept;

  @Mixin private StoreOption options = new StoreOption();

  PullCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    ModelStore store = options.open(clock);
    CatalogueEntry entry = Catalogue.with(System.getenv(), store.folder()).get(name);
    terminal.err().println("%s: %s".formatted(entry.title(), entry.licence().summary()));
    if (!entry.verified()) {
      terminal
          .err()
          .println("This entry was never fetched by those who wrote it: it may be wrong.");
    }
    Optional<Acceptance> accepted = acceptance(entry);
    if (entry.mustBeAccepted() && accepted.isEmpty()) {
      terminal
          .err()
          .println("uncrop: %s: not pulled: say yes, or --accept-licence".formatted(name));
      return 1;
    }
    InstalledModel model;
    try (Downloader downloader = new Downloader(Downloader.Patience.USUAL, Pause.real(), clock);
        Progress progress = Progress.on(terminal, name, clock)) {
      Hub hub = Hub.of(mirror, token, System.getenv());
      model =
          new Puller(store, hub, downloader)
              .pull(
                  entry,
                  new ModelName(called.orElse(name)),
                  accepted,
                  new PullProgress(progress, clock));
    } catch (BadInput e) {
      throw e.field().equals("name")
          ? e.named(called.isPresent() ? "--as" : "NAME")
          : e.named("--" + e.field());
    }
    terminal
        .out()
        .println(
            "%s: %s, %s, in %s"
                .formatted(
                    model.name(),
                    Wording.what(model.card()),
                    Wording.size(model.card().bytes()),
                    model.base()));
    terminal.out().flush();
    return 0;
  }

  /** Who agreed to what; empty if nobody had to, or nobody did. */
  private Optional<Acceptance> acceptance(CatalogueEntry entry) {
    if (!entry.mustBeAccepted()) {
      return Optional.empty();
    }
    boolean agreed =
        accept
            || Question.of(terminal)
                .agreed("Install it, and do only with it what its licence allows?");
    Instant now = clock.instant();
    return agreed
        ? Optional.of(
            new Acceptance(System.getProperty("user.name", "?"), now, entry.licence().summary()))
        : Optional.empty();
  }
}
