package uncrop.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import uncrop.fault.BadInput;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

class SafetensorsFileTest {
  @TempDir Path folder;

  @Test
  void what_is_written_is_read() {
    Path file = folder.resolve("written.safetensors");
    try (TensorScope scope = TensorScope.open()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put("odd", Tensor.of(new byte[] {1, 2, 3}));
      tensors.put("fp32", Tensor.of(new float[] {1.5f, -0f, Float.NaN, 1e-40f, 3, 4}, 2, 3));
      tensors.put("turned", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).transpose(0, 1));
      tensors.put("fp16", Tensor.of(new float[] {0.5f, 65504}).to(DType.FP16));
      tensors.put("bf16", Tensor.of(new float[] {0.5f, 1e38f}).to(DType.BF16));
      tensors.put("single", Tensor.of(new float[] {7}).reshape());
      tensors.put("empty", Tensor.zeros(DType.FP32, 0, 3));
      SafetensorsWriter.write(file, tensors, Map.of("format", "pt", "note", "\"é\n"));

      try (SafetensorsFile read = SafetensorsFile.open(file)) {
        assertThat(read.metadata())
            .containsExactlyInAnyOrderEntriesOf(Map.of("format", "pt", "note", "\"é\n"));
        assertThat(read.names()).containsExactlyInAnyOrderElementsOf(tensors.keySet());
        tensors.forEach((name, tensor) -> {
          Tensor loaded = read.get(name).load();
          assertThat(loaded.dtype()).isEqualTo(tensor.dtype());
          assertThat(loaded.shape()).as(name).containsExactly(tensor.shape());
          assertThat(loaded.to(DType.FP32).toFloats())
              .containsExactly(tensor.to(DType.FP32).contiguous().toFloats());
        });
        assertThat(read.get("fp32").bytes().address() % 4).isZero();
      }
    }
  }

  @Test
  void an_output_that_cannot_be_written_leaves_nothing_behind() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.writeString(taken.resolve("inside"), "x");
    try (TensorScope scope = TensorScope.open()) {
      Map<String, Tensor> tensors = Map.of("x", Tensor.of(new float[] {1}));
      for (Path file : new Path[] {taken, folder.resolve("nowhere").resolve("file")}) {
        assertThatExceptionOfType(BadInput.class)
            .isThrownBy(() -> SafetensorsWriter.write(file, tensors, Map.of()))
            .withMessageContaining(file.toString());
      }
    }
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(taken);
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_dtype_of_the_format_is_known(StorageType type) throws IOException {
    Path file =
        write(
            "{\"t\":{\"dtype\":\"%s\",\"shape\":[3],\"data_offsets\":[0,%d]}}"
                .formatted(type, 3 * type.bytes()),
            3 * type.bytes());

    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.type("t")).isEqualTo(type);
      if (type.dtype().isPresent()) {
        assertThat(read.get("t").bytes().byteSize()).isEqualTo(3L * type.bytes());
      } else {
        assertThatThrownBy(() -> read.get("t"))
            .isInstanceOf(CheckpointFault.class)
            .hasMessageContaining("tensor t is stored as " + type);
      }
    }
  }

  @Test
  void a_file_of_no_tensors_and_padding_after_the_header_are_allowed() throws IOException {
    try (SafetensorsFile read = SafetensorsFile.open(write("{}      ", 0))) {
      assertThat(read.names()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1,2]|0|does not begin with {",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}|4|is not",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} x|4|is not",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}{}|4|is not one JSON object",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|4|Duplicate",
        "{\"t\":{\"dtype\":\"F33\",\"shape\":[1],\"data_offsets\":[0,4]}}|4|tensor t has an unknown dtype: \"F33\"",
        "{\"t\":{\"dtype\":\"f32\",\"shape\":[1],\"data_offsets\":[0,4]}}|4|tensor t has an unknown dtype: \"f32\"",
        "{\"t\":{\"dtype\":7,\"shape\":[1],\"data_offsets\":[0,4]}}|4|tensor t has an unknown dtype",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|4|tensor t has 4 bytes, and its shape [2] needs 8 as F32",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|4|tensor t shape has a negative number: -1",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}|4|tensor t shape is not a list of whole numbers",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}|4|tensor t shape has a number that is too large",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}|0|tensor t its shape [4294967296, 4294967296] is too large",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[0,4294967296,4294967296],\"data_offsets\":[0,0]}}|0|is too large",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904],\"data_offsets\":[0,0]}}|0|is too large",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}|4|data_offsets must be a begin and an end",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}|4|data_offsets must be a begin and an end",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8|tensor t begins at byte 4 of the data, and the one before it ends at 0",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|3|tensor t ends at byte 4 of the data, and the file has 3",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|5|has 5 bytes of data, and its tensors only 4",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"u\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|4|tensor u begins at byte 0",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1]}}|4|tensor t lacks one of dtype, shape and data_offsets",
        "{\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}|4|a field that the format does not know: x",
        "{\"t\":5}|0|tensor t is not an object",
        "{\"__metadata__\":{\"a\":1}}|0|a value that is not text: a",
        "{\"__metadata__\":[]}|0|its __metadata__ is not an object",
      })
  void a_header_that_lies_is_refused_in_one_line(String header, int data, String problem)
      throws IOException {
    Path file = write(header, data);

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(problem)
        .message()
        .hasLineCount(1);
  }

  @Test
  void a_length_that_lies_is_refused() throws IOException {
    for (long length : new long[] {0, 1, 100_000_001, -1, Long.MIN_VALUE, 100, Long.MAX_VALUE}) {
      ByteBuffer bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
      Path file = folder.resolve("length.safetensors");
      Files.write(file, bytes.putLong(length).put((byte) '{').put((byte) '}').array());

      assertThatThrownBy(() -> SafetensorsFile.open(file))
          .isInstanceOf(CheckpointFault.class)
          .message()
          .hasLineCount(1);
    }
  }

  @Test
  void files_that_are_none_are_named() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.safetensors"));
    assertThatThrownBy(() -> SafetensorsFile.open(empty)).hasMessageContaining("it has 0 bytes");
    assertThatThrownBy(() -> SafetensorsFile.open(folder)).hasMessageContaining("is not a file");
    assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none")))
        .hasMessageContaining("does not exist");
  }

  @Test
  void a_name_with_line_breaks_stays_on_one_line() throws IOException {
    Path file =
        write("{\"a\\nb\\u2028\":{\"dtype\":\"X\",\"shape\":[],\"data_offsets\":[0,1]}}", 1);

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .hasMessageContaining("tensor a b  has an unknown dtype");
  }

  private Path write(String header, int data) throws IOException {
    byte[] text = header.getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(
        folder.resolve("given.safetensors"), bytes.putLong(text.length).put(text).array());
  }
}
