package uncrop.cli.models;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uncrop.cli.terminal.Progress;
import uncrop.cli.terminal.Terminal;
import uncrop.fault.BadInput;
import uncrop.fault.UncropException;
import uncrop.models.ImportOrder;
import uncrop.models.InstalledModel;
import uncrop.models.Keeping;
import uncrop.models.Kind;
import uncrop.models.ModelName;
import uncrop.models.ModelStore;
import uncrop.models.Verification;

/** {@code uncrop models}: the diffusion models that are installed here. */
// picocli fills the annotated fields before a command runs
@SuppressWarnings("NullAway.Init")
@Command(
    name = "models",
    description = "Pulls, imports, lists, shows, verifies and removes models.",
    mixinStandardHelpOptions = true)
public final class ModelsCommand implements Runnable {
  private final Terminal terminal;
  private final InstantSource clock;

  @Spec private CommandSpec spec;

  private ModelsCommand(Terminal terminal, InstantSource clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  /** With all tasks. */
  public static CommandLine line(Terminal terminal, InstantSource clock) {
    return new CommandLine(new ModelsCommand(terminal, clock))
        .addSubcommand("available", new AvailableCommand(terminal, clock))
        .addSubcommand("pull", new PullCommand(terminal, clock));
  }

  @Override
  public void run() {
    String tasks = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "say what to do: " + tasks);
  }

  @Command(
      name = "import",
      description = {
        "Installs a model that you have.",
        "A checkpoint of Stable Diffusion 1.5 or XL (a diffusers folder, or a",
        ".safetensors or .ckpt file), a LoRA, a Fooocus inpaint patch with its head",
        "beside it, a TAESD decoder, a GPT-2 folder, LaMa or MI-GAN: what it is is seen",
        "from what is in it. All or nothing: what cannot be run is refused before it is",
        "copied, and an import that is broken off leaves nothing behind."
      },
      mixinStandardHelpOptions = true)
  int add(
      @Parameters(paramLabel = "PATH", description = "The folder or file.") Path source,
      @Option(names = "--name", paramLabel = "NAME", required = true, description = "To call it.")
          String name,
      @Option(
              names = "--kind",
              paramLabel = "KIND",
              description = {
                "What it is, if that is not seen rightly: checkpoint, lora,",
                "inpaint-patch, tiny-decoder, prompt-expansion, lama or mi-gan."
              })
          Optional<String> kind,
      @Option(
              names = "--family",
              paramLabel = "FAMILY",
              description = "For what it is, if its files do not tell: sd15 or sdxl.")
          Optional<String> family,
      @Option(
              names = "--trust",
              description = {
                "Runs the code in a TorchScript file that the catalogue does not",
                "know: say it only if you trust who made the file."
              })
          boolean trust,
      @Option(names = "--link", description = "Leaves the files where they are.") boolean link,
      @Option(names = "--copy", description = "Copies the files, as is usual.") boolean copy,
      @Mixin StoreOption options) {
    if (link && copy) {
      throw new ParameterException(
          spec.commandLine(), "--link and --copy contradict each other: drop one");
    }
    Keeping keeping = link ? Keeping.LINK : Keeping.COPY;
    InstalledModel model;
    try (Progress progress = Progress.on(terminal, name, clock)) {
      model =
          options
              .open(clock)
              .add(
                  ImportOrder.of(new ModelName(name), source, keeping)
                      .as(kind.map(Kind::named), family.map(Wording::familyNamed))
                      .trusting(trust),
                  share -> progress.progress(link ? "reading" : "copying", share));
    } catch (BadInput e) {
      throw e.named("--" + e.field());
    }
    say(
        "%s: %s, %s%s, %s %s",
        name,
        Wording.what(model.card()),
        model.card().types().isEmpty() ? "" : Wording.types(model.card().types()) + ", ",
        Wording.size(model.card().bytes()),
        link ? "linked to" : "copied to",
        model.base());
    return 0;
  }

  @Command(description = "Lists all models.", mixinStandardHelpOptions = true)
  int list(@Mixin StoreOption options) {
    ModelStore store = options.open(clock);
    List<String> names = store.names();
    if (names.isEmpty()) {
      say("no models in %s: see uncrop models available", store.folder());
      return 0;
    }
    int damaged = 0;
    List<List<String>> rows = new ArrayList<>(List.of(Wording.LIST_HEAD));
    for (String name : names) {
      try {
        rows.add(Wording.row(store.get(name)));
      } catch (UncropException e) {
        damaged++;
        terminal.err().println("uncrop: " + e.getMessage());
      }
    }
    Wording.table(rows).forEach(line -> say("%s", line));
    return damaged == 0 ? 0 : 1;
  }

  @Command(
      description = "Shows what a model is made of, and the SHA-256 of its files.",
      mixinStandardHelpOptions = true)
  int show(@Mixin Which which, @Mixin StoreOption options) {
    ModelStore store = options.open(clock);
    InstalledModel model = store.get(which.name);
    store.locate(which.name);
    ModelSheet.lines(model).forEach(line -> say("%s", line));
    return 0;
  }

  @Command(
      description = {
        "Reads all files of a model and compares them with what they were when it was",
        "imported, and the names and shapes of its tensors with what is needed."
      },
      mixinStandardHelpOptions = true)
  int verify(@Mixin Which which, @Mixin StoreOption options) {
    Verification verification;
    try (Progress progress = Progress.on(terminal, which.name, clock)) {
      verification =
          options.open(clock).verify(which.name, share -> progress.progress("reading", share));
    }
    if (verification.sound()) {
      int files = verification.model().card().files().size();
      say(
          "%s: sound, %d %s, %s",
          which.name,
          files,
          files == 1 ? "file" : "files",
          Wording.size(verification.model().card().bytes()));
      return 0;
    }
    verification.damages().forEach(damage -> terminal.err().println("uncrop: " + damage));
    terminal
        .err()
        .println("uncrop: %s is damaged: remove it and import it again".formatted(which.name));
    return 1;
  }

  @Command(
      description = "Deletes a model; files that it is only linked to stay.",
      mixinStandardHelpOptions = true)
  int remove(
      @Mixin Which which,
      @Option(names = "--yes", description = "Does not ask.") boolean yes,
      @Mixin StoreOption options) {
    ModelStore store = options.open(clock);
    if (store.names().contains(which.name)
        && !yes
        && !Question.of(terminal).agreed("Remove %s?".formatted(which.name))) {
      terminal.err().println("uncrop: %s stays: say y, or --yes".formatted(which.name));
      return 1;
    }
    store.remove(which.name);
    say("%s: removed", which.name);
    return 0;
  }

  private void say(String format, Object... values) {
    terminal.out().println(String.format(Locale.ROOT, format, values));
    terminal.out().flush();
  }

  /** The model that a task is about. */
  static final class Which {
    @Parameters(paramLabel = "NAME", description = "As models list shows it.")
    private String name = "";
  }
}
