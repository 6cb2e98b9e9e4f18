package uncrop.style;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of styles in the format of Fooocus: a JSON array of objects with {@code name}, {@code
 * prompt} and {@code negative_prompt}, of which both texts may be missing.
 */
record StyleFile(Path path) {
  private static final ObjectReader JSON =
      JsonMapper.shared().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * @throws StyleFault if it cannot be read, or an entry is not a style
   */
  List<Style> read(Origin origin) {
    try {
      String json = Files.readString(path);
      return parse(json.startsWith(BYTE_ORDER_MARK) ? json.substring(1) : json, origin);
    } catch (CharacterCodingException e) {
      throw StyleFault.of(path, "is not UTF-8: save it as such, or take it away", e);
    } catch (IOException e) {
      throw StyleFault.of(path, "cannot be read: check its rights, or take it away", e);
    }
  }

  /**
   * @throws StyleFault if it is not JSON, or an entry is not a style
   */
  List<Style> parse(String json, Origin origin) {
    JsonNode array;
    try {
      array = JSON.readTree(json);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where =
          at == null ? "" : ", line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
      // What follows the first bracket repeats the place in the words of a programmer.
      String why = e.getOriginalMessage().replaceFirst("(?s) \\(start marker.*", "");
      throw StyleFault.of(
          path, "is not JSON%s (%s): correct it, or take the file away".formatted(where, why), e);
    }
    if (!array.isArray()) {
      throw StyleFault.of(path, "must be an array: [{\"name\": .., \"prompt\": ..}, ..]");
    }
    List<Style> styles = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      JsonNode entry = array.path(i);
      String name = text(entry, "name", i).strip();
      if (name.isEmpty()) {
        throw StyleFault.of(path, "entry %d has no name: give it one".formatted(i + 1));
      }
      String prompt = text(entry, "prompt", i);
      String negative = text(entry, "negative_prompt", i);
      styles.add(new Style(StyleNames.shown(name), prompt, negative, origin));
    }
    return styles;
  }

  private String text(JsonNode entry, String field, int index) {
    JsonNode text = entry.path(field);
    if (!entry.isObject()) {
      throw StyleFault.of(path, "entry %d must be an object: {\"name\": ..}".formatted(index + 1));
    }
    if (text.isMissingNode() || text.isNull()) {
      return "";
    }
    if (!text.isString()) {
      throw StyleFault.of(path, "entry %d: %s must be text in quotes".formatted(index + 1, field));
    }
    return text.stringValue();
  }
}
