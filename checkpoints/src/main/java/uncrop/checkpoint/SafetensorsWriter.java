package uncrop.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import uncrop.fault.BadInput;
import uncrop.tensor.Tensor;

/** Writes safetensors files, whole or not at all. */
public final class SafetensorsWriter {
  /** What the header's length is filled up to, so that the data can be used where it lies. */
  private static final int ALIGNMENT = 8;

  /** Bytes handed to the disk at a time. */
  private static final long PIECE = 64L << 20;

  private SafetensorsWriter() {}

  /**
   * Writes tensors in the dtypes that they have. The same tensors give the same bytes.
   *
   * @param metadata what the file says about itself; may be empty
   * @throws BadInput on the field "output" if the file cannot be written
   */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    // By falling size of element and then by name, as the reference does: all data is aligned.
    List<Map.Entry<String, Tensor>> inOrder = new ArrayList<>(tensors.entrySet());
    inOrder.sort(
        Comparator.comparingInt((Map.Entry<String, Tensor> e) -> -e.getValue().dtype().bytes())
            .thenComparing(Map.Entry::getKey));
    Path target = file.toAbsolutePath();
    Path unfinished = target.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        byte[] header = header(inOrder, metadata);
        ByteBuffer start =
            ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
        writeFully(channel, start.putLong(header.length).put(header).flip());
        for (Map.Entry<String, Tensor> named : inOrder) {
          writeFully(channel, named.getValue());
        }
      }
      move(unfinished, target);
    } catch (IOException e) {
      throw new BadInput(
          "output", file, "cannot be written: check its folder, the rights and the space on disk");
    } finally {
      deleteUnfinished(unfinished);
    }
  }

  private static byte[] header(
      List<Map.Entry<String, Tensor>> tensors, Map<String, String> metadata) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectPropertyStart("__metadata__");
        new TreeMap<>(metadata).forEach(json::writeStringProperty);
        json.writeEndObject();
      }
      long begin = 0;
      for (Map.Entry<String, Tensor> named : tensors) {
        Tensor tensor = named.getValue();
        long end = begin + tensor.count() * tensor.dtype().bytes();
        json.writeObjectPropertyStart(named.getKey());
        json.writeStringProperty("dtype", StorageType.of(tensor.dtype()).name());
        writeNumbers(json, "shape", tensor.shape());
        writeNumbers(json, "data_offsets", begin, end);
        json.writeEndObject();
        begin = end;
      }
      json.writeEndObject();
    }
    int length = text.toString().getBytes(UTF_8).length;
    text.append(" ".repeat(Math.floorMod(-length, ALIGNMENT)));
    return text.toString().getBytes(UTF_8);
  }

  private static void writeNumbers(JsonGenerator json, String name, long... numbers) {
    json.writeArrayPropertyStart(name);
    for (long number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  private static void writeFully(FileChannel channel, Tensor tensor) throws IOException {
    if (tensor.count() == 0) {
      return;
    }
    Tensor inOrder = tensor.contiguous();
    MemorySegment bytes = inOrder.segment();
    for (long at = 0; at < bytes.byteSize(); at += PIECE) {
      writeFully(channel, bytes.asSlice(at, Math.min(PIECE, bytes.byteSize() - at)).asByteBuffer());
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteUnfinished(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      // The failure that left it is the one to tell of.
    }
  }
}
