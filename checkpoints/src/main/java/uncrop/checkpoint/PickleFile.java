package uncrop.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import uncrop.checkpoint.pickle.TorchArchive;
import uncrop.checkpoint.pickle.UnreadablePickle;
import uncrop.tensor.DType;

/**
 * A file that {@code torch.save} has written (.ckpt, .pth, .pt, .bin).
 *
 * <p>Nothing in it is ever executed: see {@link uncrop.checkpoint.pickle}. Tensors are named by the
 * keys that lead to them, joined by dots; a {@code state_dict} that holds them all is not named.
 */
public final class PickleFile implements TensorFile {
  private static final int PICKLE = 0x80;
  private static final int NEWEST_PROTOCOL = 5;

  /** Where a safetensors file has the first character of its header. */
  private static final int HEADER = 8;

  private final MappedFile file;
  private final TorchArchive archive;

  private PickleFile(MappedFile file, TorchArchive archive) {
    this.file = file;
    this.archive = archive;
  }

  /** Whether a file begins as those of torch do, of any version. */
  static boolean isPickle(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] start = in.readNBytes(HEADER + 1);
      return start.length > 1
          && (start[0] == 'P' && start[1] == 'K'
              || isOld(start) && !(start.length > HEADER && start[HEADER] == '{'));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isOld(byte[] start) {
    return (start[0] & 0xFF) == PICKLE && start[1] > 0 && start[1] <= NEWEST_PROTOCOL;
  }

  /**
   * @throws CheckpointFault if it cannot be read, or asks for more than weights
   */
  public static PickleFile open(Path path) {
    MappedFile file = MappedFile.open(path);
    try {
      MemorySegment start = file.bytes();
      if (start.byteSize() > 1 && isOld(start.asSlice(0, 2).toArray(ValueLayout.JAVA_BYTE))) {
        throw new UnreadablePickle(
            "was saved by a version of torch before 1.6: load and save it with a newer one, or"
                + " convert it to safetensors");
      }
      return new PickleFile(file, TorchArchive.read(file.bytes()));
    } catch (UnreadablePickle e) {
      file.close();
      throw new CheckpointFault(path, e.getMessage());
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public Set<String> names() {
    return archive.names();
  }

  @Override
  public StorageType type(String name) {
    return StorageType.of(archive.dtype(name));
  }

  @Override
  public long[] shape(String name) {
    return archive.shape(name);
  }

  @Override
  public StoredTensor get(String name) {
    DType dtype = archive.dtype(name);
    long[] shape = archive.shape(name);
    MemorySegment bytes;
    try {
      bytes = archive.bytes(name);
    } catch (UnreadablePickle e) {
      throw new CheckpointFault(path(), "tensor %s: the file %s".formatted(name, e.getMessage()));
    }
    return new StoredTensor(name, dtype, shape, bytes);
  }

  @Override
  public Map<String, String> metadata() {
    return Map.of();
  }

  @Override
  public void close() {
    file.close();
  }
}
