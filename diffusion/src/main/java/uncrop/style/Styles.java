package uncrop.style;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The styles that can be asked for: those of this program, which have the names of Fooocus' own and
 * of SAI's but texts that were written for it, and those in the user's files.
 */
public final class Styles {
  /*
   * A user who wants the texts of Fooocus puts its files into the folder. They are read as Fooocus
   * reads them: those it brings come last, in its order, the others before them by name, and a later
   * style takes the text, though not the place, of an earlier one of its name. With the six files of
   * Fooocus there, a seed thus draws the same random style as there. A style of this program is only
   * there where the user has none of that name, after all of the user's.
   */
  private static final List<String> FILES_OF_FOOOCUS =
      List.of(
          "sdxl_styles_fooocus.json",
          "sdxl_styles_sai.json",
          "sdxl_styles_mre.json",
          "sdxl_styles_twri.json",
          "sdxl_styles_diva.json",
          "sdxl_styles_marc_k3nt3l.json");

  private static final String OWN = "styles.json";

  private final Map<String, Style> byName = new LinkedHashMap<>();
  private final Map<String, String> names = new HashMap<>();

  private Styles(List<Style> own, List<Style> users) {
    users.forEach(style -> byName.put(style.name(), style));
    own.forEach(style -> byName.putIfAbsent(style.name(), style));
    names.putAll(StyleNames.SHORT);
    Stream.of(StyleNames.EXPANSION, StyleNames.RANDOM)
        .forEach(name -> names.put(StyleNames.key(name), name));
    byName.keySet().forEach(name -> names.put(StyleNames.key(name), name));
  }

  /** Those of this program. */
  public static Styles builtIn() {
    return new Styles(own(), List.of());
  }

  /**
   * Those of this program and those in the {@code .json} files of a folder.
   *
   * @param folder need not exist
   * @throws StyleFault naming the file, and where in it, if one of them is damaged: a style that
   *     silently has no text any more is found much later
   */
  public static Styles with(Path folder) {
    return new Styles(
        own(),
        files(folder).stream()
            .flatMap(file -> new StyleFile(file).read(Origin.USER).stream())
            .toList());
  }

  static Styles of(List<Style> styles) {
    return new Styles(List.of(), styles);
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .filter(Files::isRegularFile)
          .sorted(
              Comparator.<Path>comparingInt(
                      file -> FILES_OF_FOOOCUS.indexOf(file.getFileName().toString()))
                  .thenComparing(file -> file.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw StyleFault.of(folder, "cannot be read: check its rights", e);
    }
  }

  private static List<Style> own() {
    try (InputStream in = Objects.requireNonNull(Styles.class.getResourceAsStream(OWN))) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new StyleFile(Path.of(OWN)).parse(json, Origin.BUILT_IN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A list of names as the hosted API takes it: {@code V2,Enhance, Sharp}. */
  public static List<String> listed(String names) {
    return Arrays.stream(names.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }

  /** All names, those that are no templates first. */
  public List<StyleName> names() {
    return Stream.concat(
            Stream.of(StyleNames.EXPANSION, StyleNames.RANDOM)
                .map(name -> new StyleName(name, Origin.BUILT_IN)),
            byName.values().stream().map(style -> new StyleName(style.name(), style.origin())))
        .toList();
  }

  /**
   * The full name of a style.
   *
   * @param name in any case, with blanks, dashes or without; or {@code V2}, {@code Enhance}, {@code
   *     Sharp}
   * @return empty if there is none of that name
   */
  public Optional<String> find(String name) {
    return byName.containsKey(name)
        ? Optional.of(name)
        : Optional.ofNullable(names.get(StyleNames.key(name)));
  }

  /** All templates, in the order from which a random one is drawn. */
  List<Style> templates() {
    return List.copyOf(byName.values());
  }

  /** The template of a full name. */
  Optional<Style> template(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
