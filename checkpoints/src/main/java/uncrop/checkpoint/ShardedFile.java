package uncrop.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Several files that together hold one network, and the index that says which tensor is in which
 * ({@code NAME.safetensors.index.json}).
 */
public final class ShardedFile implements TensorFile {
  private final Path index;
  private final Map<String, TensorFile> shardOf;
  private final Map<String, TensorFile> shards;

  private ShardedFile(Path index, Map<String, TensorFile> shardOf, Map<String, TensorFile> shards) {
    this.index = index;
    this.shardOf = shardOf;
    this.shards = shards;
  }

  /**
   * @throws CheckpointFault if the index or one of its files cannot be read, or they do not agree
   */
  public static ShardedFile open(Path index) {
    Object listed = Json.object(index).get("weight_map");
    if (!(listed instanceof Map<?, ?> weightMap)) {
      throw new CheckpointFault(index, "has no weight_map");
    }
    Map<String, TensorFile> shards = new TreeMap<>();
    try {
      Map<String, TensorFile> shardOf = new LinkedHashMap<>();
      weightMap.forEach((tensor, file) -> {
        String name = String.valueOf(tensor);
        TensorFile shard = shards.computeIfAbsent(fileName(index, file), f -> beside(index, f));
        if (!shard.names().contains(name)) {
          throw new CheckpointFault(
              index, "says that tensor %s is in %s, and it is not".formatted(name, file));
        }
        shardOf.put(name, shard);
      });
      return new ShardedFile(index, shardOf, shards);
    } catch (RuntimeException | Error e) {
      shards.values().forEach(TensorFile::close);
      throw e;
    }
  }

  /** A file in the index' own folder: an index that points elsewhere is refused. */
  private static String fileName(Path index, Object file) {
    if (!(file instanceof String name)
        || name.isEmpty()
        || name.contains("/")
        || name.contains("\\")
        || name.endsWith(".json")) {
      throw new CheckpointFault(index, "names a file that is not beside it: " + file);
    }
    return name;
  }

  private static TensorFile beside(Path index, String name) {
    return TensorFile.open(index.resolveSibling(name));
  }

  @Override
  public Path path() {
    return index;
  }

  @Override
  public List<Path> paths() {
    return Stream.concat(Stream.of(index), shards.values().stream().map(TensorFile::path)).toList();
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(shardOf.keySet());
  }

  @Override
  public StorageType type(String name) {
    return shard(name).type(name);
  }

  @Override
  public long[] shape(String name) {
    return shard(name).shape(name);
  }

  @Override
  public StoredTensor get(String name) {
    return shard(name).get(name);
  }

  @Override
  public Map<String, String> metadata() {
    Map<String, String> all = new LinkedHashMap<>();
    shards.values().forEach(shard -> all.putAll(shard.metadata()));
    return Collections.unmodifiableMap(all);
  }

  @Override
  public void close() {
    shards.values().forEach(TensorFile::close);
  }

  private TensorFile shard(String name) {
    TensorFile shard = shardOf.get(name);
    if (shard == null) {
      throw new IllegalArgumentException(index + " has no tensor " + name);
    }
    return shard;
  }
}
