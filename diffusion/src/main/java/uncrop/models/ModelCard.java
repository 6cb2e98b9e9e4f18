package uncrop.models;

import java.time.Instant;
import java.util.List;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.Part;
import uncrop.checkpoint.Role;
import uncrop.checkpoint.StorageType;

/**
 * What is written down about a model when it is imported.
 *
 * @param channels that its UNet takes: 4, or 9 for inpainting
 * @param base folder of its files: absolute if they are linked, else within the model's own
 * @param checkpoint what of the base to open, a file in it; empty for all of it
 * @param parts its networks
 * @param files all its files
 */
public record ModelCard(
    String name,
    Instant imported,
    Family family,
    int channels,
    Keeping keeping,
    String base,
    String checkpoint,
    List<PartCard> parts,
    List<FileCard> files) {

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
      long numbers = 0;
      for (String name : part.names()) {
        long count = 1;
        for (long size : part.weights().shape(name)) {
          count *= size;
        }
        numbers += count;
      }
      return new PartCard(role, part.names().size(), numbers, checkpoint.storedAs(role));
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
}
