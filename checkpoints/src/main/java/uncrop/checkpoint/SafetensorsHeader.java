package uncrop.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What stands before the data of a safetensors file.
 *
 * @param entries by name, in the header's order
 * @param dataStart where in the file the offsets of the entries begin to count
 */
record SafetensorsHeader(Map<String, Entry> entries, Map<String, String> metadata, long dataStart) {
  /*
   * The header is 8 bytes of length, then that many bytes of JSON. Whoever wrote it may have lied:
   * every number is checked before it is used. The JSON is read as a stream, so that a hostile one
   * costs no more than what was already believed of it, and the data must be covered by the tensors
   * exactly, without holes (where something could hide) and without overlap (where one tensor's
   * bytes would be claimed twice).
   */

  /** The format's own bound, in bytes. */
  private static final long LONGEST_HEADER = 100_000_000;

  /** Large models have some thousands; without a bound a header could ask for gigabytes of heap. */
  private static final int MOST_TENSORS = 200_000;

  /** More than any network uses; the product of this many is still checked for overflow. */
  private static final int MOST_DIMENSIONS = 32;

  private static final int LENGTH_BYTES = 8;
  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /**
   * Where a tensor lies.
   *
   * @param begin in bytes, from the start of the data
   * @param end the first byte after it
   */
  record Entry(StorageType type, long[] shape, long begin, long end) {}

  static SafetensorsHeader read(Path path, MemorySegment file) {
    return new Reader(path).read(file);
  }

  /** Throws on the first broken rule; the message says where. */
  private static final class Reader {
    private final Path path;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    Reader(Path path) {
      this.path = path;
    }

    SafetensorsHeader read(MemorySegment file) {
      long size = file.byteSize();
      if (size < LENGTH_BYTES) {
        throw fault(
            "is cut off: it has %d bytes, and a safetensors file begins with 8".formatted(size));
      }
      long length = file.get(LENGTH, 0);
      if (length < 2 || length > LONGEST_HEADER) {
        throw fault(
            "is no safetensors file: its header would have %s bytes (2 to %d are allowed)"
                .formatted(Long.toUnsignedString(length), LONGEST_HEADER));
      }
      if (length > size - LENGTH_BYTES) {
        throw fault(
            "is cut off: its header has %d bytes, and %d of them are there"
                .formatted(length, size - LENGTH_BYTES));
      }
      parse(text(file.asSlice(LENGTH_BYTES, length)));
      long dataStart = LENGTH_BYTES + length;
      cover(size - dataStart);
      return new SafetensorsHeader(entries, metadata, dataStart);
    }

    private String text(MemorySegment header) {
      if (header.get(ValueLayout.JAVA_BYTE, 0) != '{') {
        throw fault("is no safetensors file: its header does not begin with {");
      }
      try {
        return UTF_8.newDecoder().decode(header.asByteBuffer()).toString();
      } catch (CharacterCodingException e) {
        throw fault("its header is not valid UTF-8");
      }
    }

    private void parse(String json) {
      try (JsonParser parser = Json.parser(json)) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          if (name.equals("__metadata__")) {
            readMetadata(parser);
          } else {
            entries.put(name, entry(name, parser));
          }
          if (entries.size() > MOST_TENSORS) {
            throw fault("has more than %d tensors".formatted(MOST_TENSORS));
          }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
          throw fault("its header is not one JSON object");
        }
      } catch (JacksonException e) {
        throw fault("its header is not valid JSON: " + e.getOriginalMessage());
      }
    }

    private void readMetadata(JsonParser parser) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw fault("its __metadata__ is not an object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
          throw fault("its __metadata__ has a value that is not text: " + key);
        }
        metadata.put(key, parser.getString());
      }
    }

    private Entry entry(String name, JsonParser parser) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw fault(name, "is not an object in the header");
      }
      @Nullable String dtype = null;
      @Nullable List<Long> shape = null;
      @Nullable List<Long> offsets = null;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (field) {
          case "dtype" -> dtype = value == JsonToken.VALUE_STRING ? parser.getString() : "";
          case "shape" -> shape = numbers(name, field, parser);
          case "data_offsets" -> offsets = numbers(name, field, parser);
          default -> throw fault(name, "has a field that the format does not know: " + field);
        }
      }
      if (dtype == null || shape == null || offsets == null) {
        throw fault(name, "lacks one of dtype, shape and data_offsets");
      }
      return checked(name, dtype, shape, offsets);
    }

    private List<Long> numbers(String name, String field, JsonParser parser) {
      if (parser.currentToken() != JsonToken.START_ARRAY) {
        throw fault(name, field + " is not a list");
      }
      List<Long> numbers = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
          throw fault(name, field + " is not a list of whole numbers");
        }
        long number;
        try {
          number = parser.getLongValue();
        } catch (JacksonException e) {
          throw fault(name, field + " has a number that is too large: " + parser.getString());
        }
        if (number < 0) {
          throw fault(name, field + " has a negative number: " + number);
        }
        numbers.add(number);
        if (numbers.size() > MOST_DIMENSIONS) {
          throw fault(name, "%s has more than %d numbers".formatted(field, MOST_DIMENSIONS));
        }
      }
      return numbers;
    }

    private Entry checked(String name, String dtype, List<Long> shape, List<Long> offsets) {
      StorageType type =
          StorageType.named(dtype)
              .orElseThrow(() -> fault(name, "has an unknown dtype: \"" + dtype + "\""));
      if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
        throw fault(name, "data_offsets must be a begin and an end, and are " + offsets);
      }
      long[] dimensions = shape.stream().mapToLong(Long::longValue).toArray();
      long stored = offsets.get(1) - offsets.get(0);
      long needed;
      try {
        needed = Shapes.bytes(dimensions, type);
      } catch (ArithmeticException e) {
        throw fault(name, "its shape %s is too large".formatted(shape));
      }
      if (stored != needed) {
        throw fault(
            name,
            "has %d bytes, and its shape %s needs %d as %s".formatted(stored, shape, needed, type));
      }
      return new Entry(type, dimensions, offsets.get(0), offsets.get(1));
    }

    private void cover(long available) {
      List<Map.Entry<String, Entry>> inOrder = new ArrayList<>(entries.entrySet());
      inOrder.sort(
          Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
              .thenComparingLong(e -> e.getValue().end()));
      long covered = 0;
      for (Map.Entry<String, Entry> next : inOrder) {
        Entry entry = next.getValue();
        if (entry.end() > available) {
          throw fault(
              next.getKey(),
              "ends at byte %d of the data, and the file has %d: it is cut off"
                  .formatted(entry.end(), available));
        }
        if (entry.begin() != covered) {
          throw fault(
              next.getKey(),
              "begins at byte %d of the data, and the one before it ends at %d"
                  .formatted(entry.begin(), covered));
        }
        covered = entry.end();
      }
      if (covered != available) {
        throw fault("has %d bytes of data, and its tensors only %d".formatted(available, covered));
      }
    }

    private CheckpointFault fault(String name, String problem) {
      return fault("tensor " + name + " " + problem);
    }

    private CheckpointFault fault(String problem) {
      return new CheckpointFault(path, problem);
    }
  }
}
