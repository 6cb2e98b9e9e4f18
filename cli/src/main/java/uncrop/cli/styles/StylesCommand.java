package uncrop.cli.styles;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import uncrop.cli.terminal.Terminal;
import uncrop.expansion.FooocusExpansion;
import uncrop.style.Origin;
import uncrop.style.StyleName;
import uncrop.style.Styles;
import uncrop.style.UserFolders;

/** {@code uncrop styles}: what styles can be asked for, and whether prompts can be expanded. */
@Command(
    name = "styles",
    description = {
      "Lists the styles, yours and those built in. Yours are in .json files in the",
      "format of Fooocus, and count where both have a name."
    },
    mixinStandardHelpOptions = true)
public final class StylesCommand implements Runnable {
  private final Terminal terminal;

  @Option(
      names = "--styles-folder",
      paramLabel = "DIR",
      description = {
        "Folder of your style files (default: styles in",
        "UNCROP_DATA, or ~/.uncrop/styles)."
      })
  private Optional<Path> folder = Optional.empty();

  public StylesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    UserFolders folders =
        UserFolders.usual(System.getenv(), Path.of(System.getProperty("user.home", ".")));
    List<StyleName> names = Styles.with(folder.orElse(folders.styles())).names();
    list("built in", Origin.BUILT_IN, names);
    list("from " + folder.orElse(folders.styles()), Origin.USER, names);
    say("In requests V2, Enhance and Sharp stand for Fooocus V2, Enhance and Sharp.");
    say(expansion(folders.expansion()));
    terminal.out().flush();
  }

  private void list(String title, Origin origin, List<StyleName> names) {
    List<String> own =
        names.stream().filter(name -> name.origin() == origin).map(StyleName::name).toList();
    if (!own.isEmpty()) {
      say(title + ":");
      own.forEach(name -> say("  " + name));
    }
  }

  private static String expansion(Path folder) {
    try (FooocusExpansion expansion = new FooocusExpansion(folder)) {
      List<String> missing = expansion.missing();
      return missing.isEmpty()
          ? "Fooocus V2 expands prompts by the model in " + folder + "."
          : "Fooocus V2 is left out with a warning: %s lacks %s."
              .formatted(folder, String.join(", ", missing));
    }
  }

  private void say(String line) {
    terminal.out().println(line);
  }
}
