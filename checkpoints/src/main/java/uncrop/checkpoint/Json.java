package uncrop.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON that stands beside or inside weights. */
public final class Json {
  private static final long LARGEST_FILE = 64L << 20;
  private static final int DEEPEST = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private Json() {}

  /** Reads a stream of tokens; a name that comes twice in one object is an error. */
  static JsonParser parser(String json) {
    return FACTORY.createParser(ObjectReadContext.empty(), json);
  }

  /**
   * Reads a whole file: objects are maps, lists are lists, whole numbers are {@link Long}, others
   * {@link Double}. What is null is left out.
   *
   * @throws CheckpointFault if it cannot be read or is not one JSON object
   */
  public static Map<String, Object> object(Path file) {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw new CheckpointFault(file, "is too large for what it should be");
      }
      String json = UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
      return object(file, json);
    } catch (CharacterCodingException e) {
      throw new CheckpointFault(file, "is not valid UTF-8");
    } catch (IOException e) {
      throw new CheckpointFault(file, "cannot be read: check that it is there, and its rights");
    }
  }

  /**
   * The same for JSON that stands inside a file.
   *
   * @throws CheckpointFault if it is not one JSON object
   */
  public static Map<String, Object> object(Path file, String json) {
    try (JsonParser parser = parser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        Map<String, Object> object = object(parser);
        if (parser.nextToken() == null) {
          return object;
        }
      }
      throw new CheckpointFault(file, "is not one JSON object");
    } catch (JacksonException e) {
      throw new CheckpointFault(file, "is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private static Map<String, Object> object(JsonParser parser) {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      value(parser).ifPresent(value -> object.put(name, value));
    }
    return Collections.unmodifiableMap(object);
  }

  private static List<Object> list(JsonParser parser) {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      value(parser).ifPresent(list::add);
    }
    return Collections.unmodifiableList(list);
  }

  private static Optional<Object> value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> Optional.of(object(parser));
      case START_ARRAY -> Optional.of(list(parser));
      case VALUE_STRING -> Optional.of(parser.getString());
      case VALUE_NUMBER_INT -> Optional.of(parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> Optional.of(parser.getDoubleValue());
      case VALUE_TRUE -> Optional.of(true);
      case VALUE_FALSE -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
