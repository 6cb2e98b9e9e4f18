package uncrop.cli.extend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import uncrop.cli.extend.Input.Nothing;
import uncrop.cli.extend.Input.PictureFile;
import uncrop.cli.extend.Input.StandardInput;
import uncrop.cli.terminal.UsageError;
import uncrop.picture.Format;

/**
 * What the arguments stand for.
 *
 * @param pictures each once, in the order given; those of a folder or pattern by name
 * @param many whether the results go to a folder: a folder or pattern does so even if it holds one
 *     picture, or the same command would do different things from day to day
 */
record Inputs(List<Input> pictures, boolean many) {
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  static Inputs of(List<String> arguments) {
    Map<Object, Input> found = new LinkedHashMap<>();
    boolean many = arguments.size() > 1;
    for (String argument : arguments) {
      if (argument.equals("-")) {
        found.put("-", new StandardInput());
        continue;
      }
      // Shells expand patterns themselves, but for those of Windows; there Path.of refuses them.
      if (isPattern(argument)) {
        many = true;
        List<Path> matches = matches(argument);
        addAll(found, matches);
        if (matches.isEmpty()) {
          found.put(argument, new Nothing(argument, "matches no picture"));
        }
        continue;
      }
      Path path = Path.of(argument);
      if (Files.isDirectory(path)) {
        many = true;
        List<Path> inside = picturesIn(path);
        addAll(found, inside);
        if (inside.isEmpty()) {
          found.put(argument, new Nothing(argument, "holds no picture (.png, .jpg or .webp)"));
        }
      } else {
        addAll(found, List.of(path));
      }
    }
    return new Inputs(List.copyOf(found.values()), many);
  }

  private static void addAll(Map<Object, Input> found, List<Path> paths) {
    for (Path path : paths) {
      found.putIfAbsent(path.toAbsolutePath().normalize(), new PictureFile(path));
    }
  }

  private static boolean isPattern(String argument) {
    return WILDCARD.matcher(argument).find() && !new File(argument).exists();
  }

  private static List<Path> picturesIn(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Inputs::isPicture).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be listed", e);
    }
  }

  /** Files that match a pattern such as {@code trip/*.jpg} or {@code trip/**.png}. */
  private static List<Path> matches(String pattern) {
    String slashed = pattern.replace(File.separatorChar, '/');
    var wildcard = WILDCARD.matcher(slashed);
    int first = wildcard.find() ? wildcard.start() : slashed.length();
    int cut = slashed.lastIndexOf('/', first) + 1;
    Path folder = Path.of(slashed.substring(0, cut));
    String rest = slashed.substring(cut);
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/", -1).length;
    if (!Files.isDirectory(folder.toAbsolutePath())) {
      return List.of();
    }
    List<Path> matches = new ArrayList<>();
    try (Stream<Path> entries = Files.walk(folder, depth)) {
      entries
          .filter(path -> matcher.matches(folder.relativize(path)))
          .filter(Inputs::isPicture)
          .sorted()
          .forEach(matches::add);
    } catch (IOException | UncheckedIOException e) {
      throw new UsageError(pattern + ": its folder cannot be listed");
    }
    return matches;
  }

  private static boolean isPicture(Path path) {
    Path name = path.getFileName();
    return name != null
        && !name.toString().startsWith(".")
        && Format.ofFileName(name.toString()).isPresent()
        && Files.isRegularFile(path);
  }
}
