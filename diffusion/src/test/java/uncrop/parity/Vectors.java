package uncrop.parity;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import uncrop.checkpoint.SafetensorsFile;
import uncrop.tensor.Tensor;

/**
 * Inputs and outputs of a network, as the reference wrote them down.
 *
 * @param file below the test resources
 */
public record Vectors(SafetensorsFile file) implements AutoCloseable {
  private static final Path RESOURCES = Path.of("src/test/resources");

  public static Vectors open(String file) {
    return new Vectors(SafetensorsFile.open(resource(file)));
  }

  public static Path resource(String name) {
    return RESOURCES.resolve(name);
  }

  public Tensor get(String name) {
    return file.get(name).load();
  }

  public boolean has(String name) {
    return file.names().contains(name);
  }

  /** The names that start with a prefix, without it. */
  public Set<String> below(String prefix) {
    return file.names().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public void close() {
    file.close();
  }
}
