package uncrop.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** A file of more than 2 GiB, which takes no room on disk: nearly all of it is a hole. */
class LargeFileTest {
  private static final int TENSORS = 17;
  private static final long EACH = 128L << 20;

  /** What a load may take beyond the tensors that are kept: half of what is promised. */
  private static final long SLACK = 256L << 20;

  /** Where Linux tells a process its memory. */
  private static final Path STATUS = Path.of("/proc/self/status");

  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void reading_tensor_by_tensor_takes_the_memory_of_one() throws IOException {
    Path file = sparse();
    try (TensorFile read = TensorFile.open(file)) {
      long before = residentBytes();
      long most = 0;
      for (String name : read.names()) {
        try (TensorScope scope = TensorScope.open()) {
          Tensor tensor = read.get(name).load();
          assertThat(tensor.narrow(0, tensor.count() - 1, 1).item())
              .isEqualTo(name.equals("t16") ? 77 : 0);
          most = Math.max(most, residentBytes() - before);
        }
      }
      assertThat(most).as("bytes beside the file").isLessThan(EACH + SLACK);
    }
  }

  private Path sparse() throws IOException {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; i < TENSORS; i++) {
      header.append(
          "%s\"t%d\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[%d,%d]}"
              .formatted(i == 0 ? "" : ",", i, EACH, i * EACH, (i + 1) * EACH));
    }
    byte[] text = header.append("}").toString().getBytes(UTF_8);
    ByteBuffer start = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(text.length).put(text).flip();
    Path file = folder.resolve("large.safetensors");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long last = start.limit() + TENSORS * EACH - 1;
      channel.write(start);
      channel.write(ByteBuffer.wrap(new byte[] {77}), last);
    }
    return file;
  }

  /** Heap, native memory and mapped files together. */
  private static long residentBytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }
}
