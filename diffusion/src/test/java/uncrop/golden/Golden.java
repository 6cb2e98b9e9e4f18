package uncrop.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;

/** A safetensors file of reference values, and JSON beside it. */
public final class Golden {
  private final byte[] file;
  private final JsonNode header;
  private final int dataStart;

  private Golden(byte[] file) {
    this.file = file;
    int headerLength = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    this.dataStart = 8 + headerLength;
    this.header =
        JsonMapper.shared().readTree(new String(file, 8, headerLength, StandardCharsets.UTF_8));
  }

  /**
   * @param resource such as {@code parity/samplers.safetensors}
   */
  public static Golden tensors(String resource) {
    return new Golden(read(resource));
  }

  public static JsonNode json(String resource) {
    return JsonMapper.shared().readTree(read(resource));
  }

  private static byte[] read(String resource) {
    try (InputStream in = Golden.class.getResourceAsStream("/" + resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Set<String> names() {
    Set<String> names = new TreeSet<>(header.propertyNames());
    names.remove("__metadata__");
    return names;
  }

  public Tensor get(String name) {
    JsonNode entry = header.path(name);
    assertThat(entry.path("dtype").asString("missing " + name)).isEqualTo("F32");
    int start = entry.path("data_offsets").path(0).asInt();
    int end = entry.path("data_offsets").path(1).asInt();
    long[] shape = entry.path("shape").valueStream().mapToLong(JsonNode::asLong).toArray();
    // A copy, for the elements' alignment.
    byte[] elements = java.util.Arrays.copyOfRange(file, dataStart + start, dataStart + end);
    return Tensor.of(MemorySegment.ofArray(elements), DType.FP32, shape);
  }

  public static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.path(i).asDouble();
    }
    return values;
  }

  /** The greatest absolute difference. */
  public static double difference(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    return difference(actual.toFloats(), expected.toFloats());
  }

  public static double difference(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double most = 0;
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs((double) actual[i] - expected[i]);
      if (!(difference <= most)) {
        most = difference;
      }
    }
    return most;
  }

  /** The greatest difference in relation to the expected value; 0 must be met exactly. */
  public static double relative(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double most = 0;
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs((double) actual[i] - expected[i]);
      most = Math.max(most, difference == 0 ? 0 : difference / Math.abs(expected[i]));
    }
    return most;
  }
}
