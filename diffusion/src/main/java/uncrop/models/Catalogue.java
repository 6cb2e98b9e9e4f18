package uncrop.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import uncrop.fault.BadInput;

/** The models that are known by name, with where they are and what may be done with them. */
public final class Catalogue {
  static final String FILE = "catalogue.json";
  private static final String VARIABLE = "UNCROP_CATALOGUE";

  private final Map<String, CatalogueEntry> entries;

  private Catalogue(Map<String, CatalogueEntry> entries) {
    this.entries = entries;
  }

  /** What comes with the program. */
  public static Catalogue builtIn() {
    try (InputStream in = Objects.requireNonNull(Catalogue.class.getResourceAsStream(FILE), FILE)) {
      return of(CatalogueReader.read(FILE, new String(in.readAllBytes(), UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same with the user's own entries, which win over those of the same name: from the file that
   * {@code UNCROP_CATALOGUE} names, or {@code catalogue.json} in the folder of models.
   *
   * @throws ModelFault naming file, line and field, if it is damaged
   */
  public static Catalogue with(Map<String, String> environment, Path models) {
    String named = environment.getOrDefault(VARIABLE, "");
    Path file = named.isBlank() ? models.resolve(FILE) : Path.of(named);
    if (named.isBlank() && !Files.exists(file)) {
      return builtIn();
    }
    try {
      Map<String, CatalogueEntry> all = new LinkedHashMap<>(builtIn().entries);
      CatalogueReader.read(file.toString(), Files.readString(file))
          .forEach(entry -> all.put(entry.name(), entry));
      return new Catalogue(all);
    } catch (IOException e) {
      throw ModelFault.of(file, "cannot be read", e);
    }
  }

  private static Catalogue of(List<CatalogueEntry> list) {
    Map<String, CatalogueEntry> entries = new LinkedHashMap<>();
    list.forEach(entry -> entries.put(entry.name(), entry));
    return new Catalogue(entries);
  }

  public List<CatalogueEntry> entries() {
    return new ArrayList<>(entries.values());
  }

  /**
   * @throws BadInput on the field "name" if there is none
   */
  public CatalogueEntry get(String name) {
    CatalogueEntry entry = entries.get(name);
    if (entry == null) {
      throw new BadInput("name", name, "is not in the catalogue: see uncrop models available");
    }
    return entry;
  }

  /** The model that a vocabulary means by a name, in whatever case. */
  public Optional<CatalogueEntry> serving(String name) {
    return entries.values().stream()
        .filter(entry -> entry.serves().stream().anyMatch(name::equalsIgnoreCase))
        .findFirst();
  }

  /** Whether a file with that sum belongs to a model of this catalogue. */
  public boolean knows(Checksum checksum) {
    return entries.values().stream()
        .flatMap(entry -> entry.files().stream())
        .anyMatch(file -> file.checksum().filter(checksum::equals).isPresent());
  }
}
