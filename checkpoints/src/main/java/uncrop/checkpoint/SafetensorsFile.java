package uncrop.checkpoint;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import uncrop.tensor.DType;

/**
 * A safetensors file, mapped into memory and held to all rules of its format (the README of
 * huggingface/safetensors, "Format").
 */
public final class SafetensorsFile implements TensorFile {
  private final MappedFile file;
  private final SafetensorsHeader header;

  private SafetensorsFile(MappedFile file, SafetensorsHeader header) {
    this.file = file;
    this.header = header;
  }

  /**
   * @throws CheckpointFault if the file cannot be read or breaks a rule of the format
   */
  public static SafetensorsFile open(Path path) {
    MappedFile file = MappedFile.open(path);
    try {
      return new SafetensorsFile(file, SafetensorsHeader.read(path, file.bytes()));
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
    return Collections.unmodifiableSet(header.entries().keySet());
  }

  @Override
  public StorageType type(String name) {
    return entry(name).type();
  }

  @Override
  public long[] shape(String name) {
    return entry(name).shape().clone();
  }

  @Override
  public StoredTensor get(String name) {
    SafetensorsHeader.Entry entry = entry(name);
    DType dtype =
        entry
            .type()
            .dtype()
            .orElseThrow(() ->
                new CheckpointFault(
                    path(),
                    "tensor %s is stored as %s, which cannot be calculated with: convert the"
                            .formatted(name, entry.type())
                        + " file to F16 or F32"));
    MemorySegment bytes =
        file.bytes().asSlice(header.dataStart() + entry.begin(), entry.end() - entry.begin());
    return new StoredTensor(name, dtype, entry.shape().clone(), bytes);
  }

  @Override
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  @Override
  public void close() {
    file.close();
  }

  private SafetensorsHeader.Entry entry(String name) {
    SafetensorsHeader.Entry entry = header.entries().get(name);
    if (entry == null) {
      throw new IllegalArgumentException(path() + " has no tensor " + name);
    }
    return entry;
  }
}
