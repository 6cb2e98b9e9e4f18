package uncrop.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file's bytes as memory: nothing is read before it is looked at, at any size. */
final class MappedFile implements AutoCloseable {
  private final Arena arena;
  private final Path path;
  private final MemorySegment bytes;

  private MappedFile(Arena arena, Path path, MemorySegment bytes) {
    this.arena = arena;
    this.path = path;
    this.bytes = bytes;
  }

  /**
   * @throws CheckpointFault if there is no such file, or it cannot be read
   */
  static MappedFile open(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new CheckpointFault(path, Files.exists(path) ? "is not a file" : "does not exist");
    }
    // Shared: any thread may read, and the one that closes need not be the one that opened.
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(path)) {
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      return new MappedFile(arena, path, bytes);
    } catch (IOException e) {
      arena.close();
      throw new CheckpointFault(path, "cannot be read: check its rights");
    }
  }

  Path path() {
    return path;
  }

  MemorySegment bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
