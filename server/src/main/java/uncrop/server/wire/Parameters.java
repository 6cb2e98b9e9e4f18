package uncrop.server.wire;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import uncrop.fault.BadInput;
import uncrop.server.idempotency.Fingerprint;

/**
 * The fields of a JSON body or of a form, read as liberally as real callers need: numbers and
 * booleans may be strings, {@code null} (and the empty field of a form) is as good as absent,
 * fields that nobody asks for are ignored. What is read is checked: every refusal is a {@link
 * BadInput} with the field, the value and what is allowed.
 */
public final class Parameters {
  /** No number that is asked for needs more; longer ones are only there to cost time. */
  private static final int LONGEST_NUMBER = 40;

  // A picture is one JSON string, so its length is limited by the body alone.
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ObjectNode fields;
  private final Map<String, byte[]> files;

  private Parameters(ObjectNode fields, Map<String, byte[]> files) {
    this.fields = fields;
    this.files = files;
  }

  /** The fields of a form: texts, none of them empty, and files. */
  static Parameters of(Map<String, String> texts, Map<String, byte[]> files) {
    ObjectNode fields = JSON.createObjectNode();
    texts.forEach(fields::put);
    return new Parameters(fields, Map.copyOf(files));
  }

  /** Reads a body in UTF-8 (or 16 or 32, which JSON knows by itself). */
  public static Parameters of(byte[] body) {
    try {
      if (JSON.readTree(body) instanceof ObjectNode object) {
        return new Parameters(object, Map.of());
      }
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where =
          at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      throw new BadInput("body", "of " + body.length + " bytes", "is not valid JSON" + where);
    }
    throw new BadInput("body", "of " + body.length + " bytes", "must be a JSON object");
  }

  /** Lets callers use another name for a field; the real one wins where both are sent. */
  public Parameters alias(String alias, String name) {
    JsonNode value = fields.get(alias);
    if (value != null && find(name) == null) {
      fields.set(name, value);
    }
    return this;
  }

  public boolean sent(String name) {
    return find(name) != null || files.containsKey(name);
  }

  /** The bytes of a file that was sent with a form; not to be changed. */
  public Optional<byte[]> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** A text that must be sent; may be empty. */
  public String required(String name) {
    return text(name)
        .orElseThrow(() -> new BadInput(name, "(not sent)", "is required and must be a string"));
  }

  public Optional<String> text(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw refused(name, value, "must be a string");
    }
    return Optional.of(value.stringValue());
  }

  /** A text, or a number as it was written. */
  public Optional<String> literal(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value.isString()) {
      return Optional.of(value.stringValue());
    }
    if (!value.isNumber()) {
      throw refused(name, value, "must be a number or a string");
    }
    // as digits where that is short: an exponent may stand for a number of any length
    BigDecimal number = value.decimalValue();
    boolean isShort = Math.abs((long) number.scale()) <= LONGEST_NUMBER;
    return Optional.of(isShort ? number.toPlainString() : number.toString());
  }

  /** Several texts: a list of them, or one text with commas. Without blanks around them. */
  public List<String> texts(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return List.of();
    }
    String joined =
        switch (value) {
          case StringNode text -> text.stringValue();
          case ArrayNode list when list.valueStream().allMatch(JsonNode::isString) ->
              list.valueStream().map(JsonNode::stringValue).collect(Collectors.joining(","));
          default ->
              throw refused(name, value, "must be a list of strings, or one string with commas");
        };
    return Arrays.stream(joined.split(","))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  /**
   * The fields of an object that was sent, each under its whole name such as {@code margins.left};
   * none when it was not sent. In a form the object is JSON text.
   */
  public Parameters within(String name) {
    JsonNode value = find(name);
    ObjectNode whole = JSON.createObjectNode();
    if (value != null) {
      object(name, value).forEachEntry((field, inner) -> whole.set(name + "." + field, inner));
    }
    return new Parameters(whole, Map.of());
  }

  private static ObjectNode object(String name, JsonNode value) {
    if (value instanceof ObjectNode object) {
      return object;
    }
    try {
      if (value.isString() && JSON.readTree(value.stringValue()) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      // no JSON: refused as what is none
    }
    throw refused(name, value, "must be an object");
  }

  /** One of some words, told apart by their case. */
  public String choice(String name, String otherwise, List<String> allowed) {
    String value = text(name).orElse(otherwise);
    if (!allowed.contains(value)) {
      throw new BadInput(name, Excerpt.of(value), "must be one of " + String.join(", ", allowed));
    }
    return value;
  }

  public boolean flag(String name, boolean otherwise) {
    JsonNode value = find(name);
    if (value == null) {
      return otherwise;
    }
    return switch (value.isContainer() ? "" : value.asString().strip().toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw refused(name, value, "must be true or false");
    };
  }

  /** A whole number from {@code least} to {@code most}; 30.0 is one. */
  public long integer(String name, long otherwise, long least, long most) {
    JsonNode value = find(name);
    if (value == null) {
      return otherwise;
    }
    String advice = "must be a whole number from " + least + " to " + most;
    BigDecimal number =
        ranged(name, value, BigDecimal.valueOf(least), BigDecimal.valueOf(most), advice);
    if (number.stripTrailingZeros().scale() > 0) {
      throw refused(name, value, advice);
    }
    return number.longValueExact();
  }

  /** A number from {@code least} to {@code most}. */
  public BigDecimal number(String name, BigDecimal otherwise, BigDecimal least, BigDecimal most) {
    JsonNode value = find(name);
    return value == null
        ? otherwise
        : ranged(name, value, least, most, "must be a number from " + least + " to " + most);
  }

  private static BigDecimal ranged(
      String name, JsonNode value, BigDecimal least, BigDecimal most, String advice) {
    if (!value.isNumber() && !value.isString()) {
      throw refused(name, value, advice);
    }
    String digits = value.asString().strip();
    if (digits.length() > LONGEST_NUMBER) {
      throw refused(name, value, advice);
    }
    try {
      // compareTo before anything that would write a huge exponent out in digits
      BigDecimal number = new BigDecimal(digits);
      if (number.compareTo(least) >= 0 && number.compareTo(most) <= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // not a number: refused as one that is out of range
    }
    throw refused(name, value, advice);
  }

  /** By which the request to a path is known when it is sent again. */
  public Fingerprint fingerprint(String path) {
    Fingerprint fingerprint = new Fingerprint(path);
    fields.properties().forEach(field -> fingerprint.with(field.getKey(), field.getValue()));
    files.forEach(fingerprint::with);
    return fingerprint;
  }

  private @Nullable JsonNode find(String name) {
    JsonNode value = fields.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static BadInput refused(String name, JsonNode value, String advice) {
    String shown = value.isString() ? "\"" + value.stringValue() + "\"" : value.toString();
    return new BadInput(name, Excerpt.of(shown), advice);
  }
}
