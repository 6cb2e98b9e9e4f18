package uncrop.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import uncrop.layer.Weights;
import uncrop.tensor.Tensor;

/**
 * A network's tensors in a file, under the names by which the network asks for them.
 *
 * <p>All names and shapes are compared with the file's before any tensor is read; a tensor is read
 * when it is asked for, so that no more of the file than one tensor is ever in memory.
 */
final class StoredWeights implements Weights {
  private final TensorFile file;
  private final Role role;
  private final Map<String, Source> sources;
  private final Map<String, long[]> shapes;

  private StoredWeights(
      TensorFile file, Role role, Map<String, Source> sources, Map<String, long[]> shapes) {
    this.file = file;
    this.role = role;
    this.sources = sources;
    this.shapes = shapes;
  }

  /**
   * @param shapes of all tensors that the network has, by name
   * @param naming where the file may have a tensor, the likeliest place first
   * @param own which of the file's tensors are this network's, so that it must know them
   * @throws CheckpointFault naming what is missing, what has another shape, and what is not known
   */
  static StoredWeights bind(
      TensorFile file,
      Role role,
      Map<String, long[]> shapes,
      Function<String, List<Source>> naming,
      Predicate<String> own) {
    Set<String> there = file.names();
    Map<String, Source> sources = new LinkedHashMap<>();
    Set<String> used = new LinkedHashSet<>();
    List<String> missing = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    shapes.forEach((name, wanted) -> {
      List<Source> places = naming.apply(name);
      Optional<Source> found = places.stream().filter(s -> there.contains(s.name())).findFirst();
      if (found.isEmpty()) {
        missing.add(places.getFirst().name());
        return;
      }
      Source source = found.get();
      used.add(source.name());
      sources.put(name, source);
      long[] stored = file.shape(source.name());
      if (!Arrays.equals(source.form().shape(stored), wanted)) {
        misshapen.add(
            "%s %s, which must give %s"
                .formatted(source.name(), Shapes.text(stored), Shapes.text(wanted)));
      }
    });
    List<String> unknown = there.stream().filter(own).filter(name -> !used.contains(name)).toList();
    String problems =
        new Misfit()
            .of("lacks", missing)
            .of("has tensors of another shape:", misshapen)
            .of("has tensors that this network does not know:", unknown)
            .text();
    if (!problems.isEmpty()) {
      throw new CheckpointFault(file.path(), "its " + role.folder() + " " + problems);
    }
    return new StoredWeights(file, role, sources, shapes);
  }

  @Override
  public Tensor get(String name, long... shape) {
    if (!Arrays.equals(shape, shape(name))) {
      throw new CheckpointFault(
          file.path(),
          "%s.%s has shape %s, and %s was asked for"
              .formatted(role.folder(), name, Shapes.text(shape(name)), Shapes.text(shape)));
    }
    return stored(name).load();
  }

  /** As it lies in the file, in this network's form. */
  StoredTensor stored(String name) {
    Source source = source(name);
    return source.form().apply(file.get(source.name()));
  }

  @Override
  public boolean has(String name) {
    return sources.containsKey(name);
  }

  @Override
  public long[] shape(String name) {
    source(name);
    long[] shape = shapes.get(name);
    return shape == null ? new long[0] : shape.clone();
  }

  /** The forms on disk, that of the most tensors first. */
  List<StorageType> types() {
    Map<StorageType, Long> counts =
        sources.values().stream()
            .collect(
                Collectors.groupingBy(
                    source -> file.type(source.name()), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<StorageType, Long>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  Set<String> names() {
    return Set.copyOf(sources.keySet());
  }

  private Source source(String name) {
    Source source = sources.get(name);
    if (source == null) {
      throw new CheckpointFault(
          file.path(), "there is no tensor %s.%s".formatted(role.folder(), name));
    }
    return source;
  }
}
