package uncrop.models;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import uncrop.checkpoint.Family;

/**
 * A model that can be pulled.
 *
 * @param name to pull it by
 * @param serves names by which the HTTP vocabularies ask for it
 * @param page where a person can read of it; empty if unknown
 * @param files none if no place is known from which they may be had: then a person fetches them
 * @param verified whether its files were ever fetched and run with this program
 */
public record CatalogueEntry(
    String name,
    String title,
    Kind kind,
    Optional<Family> family,
    Licence licence,
    List<String> serves,
    String page,
    List<CatalogueFile> files,
    boolean verified) {

  public CatalogueEntry {
    serves = List.copyOf(serves);
    files = List.copyOf(files);
  }

  /** Of all files; empty if that of one is not known. */
  public OptionalLong bytes() {
    return files.isEmpty() || files.stream().anyMatch(file -> file.bytes().isEmpty())
        ? OptionalLong.empty()
        : OptionalLong.of(files.stream().mapToLong(file -> file.bytes().getAsLong()).sum());
  }

  /** Whether its licence must be accepted by whoever installs it. */
  public boolean mustBeAccepted() {
    return licence.apiUse() == Licence.ApiUse.FORBIDDEN;
  }
}
