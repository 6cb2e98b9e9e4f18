package uncrop.models;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.Part;
import uncrop.checkpoint.Role;
import uncrop.checkpoint.StorageType;

/**
 * What is written down about a model when it is imported.
 *
 * @param family it is, or is for; empty where there is none (LaMa), or its files do not tell
 * @param channels that its UNet takes: 4, or 9 for inpainting; 0 if it has no UNet
 * @param base folder of its files: absolute if they are linked, else within the model's own
 * @param checkpoint what of the base to open, a file in it; empty for all of it
 * @param parts the networks of a checkpoint
 * @param files all its files
 * @param licence empty if it is not known; so for all that was imported from a file
 * @param entry of the catalogue that it was pulled by; empty if it was imported from a file
 */
public record ModelCard(
    String name,
    Kind kind,
    Instant imported,
    Optional<Family> family,
    int channels,
    Keeping keeping,
    String base,
    String checkpoint,
    List<PartCard> parts,
    List<FileCard> files,
    Optional<LicenceCard> licence,
    Optional<String> entry) {

  public ModelCard {
    parts = List.copyOf(parts);
    files = List.copyOf(files);
  }

  /**
   * @param tensors how many
   * @param numbers in all of them
   * @param types in what they are stored, that of the most tensors first
   */
  public record PartCard(Role role, int tensors, long numbers, List<StorageType> types) {
    public PartCard {
      types = List.copyOf(types);
    }

    static PartCard of(Checkpoint checkpoint, Role role) {
      Part<?> part = checkpoint.part(role);
      return new PartCard(role, part.names().size(), part.numbers(), checkpoint.storedAs(role));
    }
  }

  /**
   * @param path below the base, with slashes
   * @param sha256 in lower-case hexadecimal digits
   */
  public record FileCard(String path, long bytes, String sha256) {}

  /** Of all files. */
  public long bytes() {
    return files.stream().mapToLong(FileCard::bytes).sum();
  }

  /** In what its networks are stored, each form once, that of the UNet first. */
  public List<StorageType> types() {
    return parts.stream().flatMap(part -> part.types().stream()).distinct().toList();
  }

  /** Whether a server may use it. */
  public boolean mayBeServed() {
    return licence.map(LicenceCard::mayBeServed).orElse(true);
  }
}
