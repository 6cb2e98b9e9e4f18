package uncrop.models;

import java.nio.file.Path;
import java.util.Optional;
import uncrop.checkpoint.Family;

/**
 * What to import, and how.
 *
 * @param source a file or folder
 * @param kind if the user says it; else it is found out
 * @param family if the user says it, for files that do not tell
 * @param trusted whether code in it may be run, if it is TorchScript that no catalogue knows
 * @param moved whether its files are taken away from the source, which must be on the same disk
 * @param licence that is known of it
 * @param entry of the catalogue that it comes from
 */
public record ImportOrder(
    ModelName name,
    Path source,
    Keeping keeping,
    Optional<Kind> kind,
    Optional<Family> family,
    boolean trusted,
    boolean moved,
    Optional<LicenceCard> licence,
    Optional<String> entry) {

  /** Of whatever kind it is. */
  public static ImportOrder of(ModelName name, Path source, Keeping keeping) {
    return new ImportOrder(
        name,
        source,
        keeping,
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        Optional.empty(),
        Optional.empty());
  }

  public ImportOrder as(Optional<Kind> wanted, Optional<Family> told) {
    return new ImportOrder(name, source, keeping, wanted, told, trusted, moved, licence, entry);
  }

  /** Even if it is code that no catalogue knows. */
  public ImportOrder trusting(boolean trusts) {
    return new ImportOrder(name, source, keeping, kind, family, trusts, moved, licence, entry);
  }
}
