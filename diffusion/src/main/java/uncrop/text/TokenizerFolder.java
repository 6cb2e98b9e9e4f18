package uncrop.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import uncrop.fault.BadInput;

/** The tokenizer files of a checkpoint in the layout of transformers. */
final class TokenizerFolder {
  /*
   * Which spelling of a special token counts as one is settled in several files that may contradict
   * each other. As in transformers 5: "added_tokens_decoder" of tokenizer_config.json wins. Without
   * it the tokens named begin, end, unknown and padding count, in this order and a later one over an
   * earlier one, special_tokens_map.json over tokenizer_config.json. An object says itself whether it
   * is matched in any case ("normalized"); a bare string is not.
   */
  private static final List<String> ROLES =
      List.of("bos_token", "eos_token", "unk_token", "pad_token");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path folder;
  private final Map<String, SpecialToken> specials = new LinkedHashMap<>();

  TokenizerFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * @throws BadInput if a file is missing or is not what it should be
   */
  Vocabulary vocabulary() {
    return Vocabulary.of(ids(), merges());
  }

  Tokenizer read() {
    Vocabulary vocabulary = vocabulary();
    Map<String, Integer> ids = vocabulary.ids();
    JsonNode config = optional("tokenizer_config.json");
    JsonNode map = optional("special_tokens_map.json");
    JsonNode decoder = config.path("added_tokens_decoder");
    decoder
        .properties()
        .forEach(entry ->
            add(entry.getValue(), number(entry.getKey()), decoder + " of tokenizer_config"));
    Map<String, String> written = new HashMap<>();
    for (String role : ROLES) {
      JsonNode token = map.has(role) ? map.path(role) : config.path(role);
      String content = content(token);
      if (content == null) {
        continue;
      }
      written.put(role, content);
      if (!decoder.isObject() || !specials.containsKey(content)) {
        add(token, id(content, ids), role);
      }
    }
    String end = written.getOrDefault("eos_token", Vocabulary.END);
    int endId = id(end, ids);
    String begin = written.getOrDefault("bos_token", Vocabulary.BEGIN);
    specials.putIfAbsent(begin, new SpecialToken(begin, id(begin, ids), false));
    specials.putIfAbsent(end, new SpecialToken(end, endId, false));
    return new Tokenizer(
        vocabulary,
        List.copyOf(specials.values()),
        id(begin, ids),
        endId,
        id(written.getOrDefault("pad_token", end), ids),
        id(written.getOrDefault("unk_token", end), ids));
  }

  private void add(JsonNode token, int id, String where) {
    String content = content(token);
    if (content == null || content.isEmpty()) {
      throw new BadInput(where, token, "must be a token: text, or an object with \"content\"");
    }
    for (String unheard : List.of("lstrip", "rstrip", "single_word")) {
      if (token.path(unheard).asBoolean(false)) {
        throw new BadInput(where, token, unheard + " is not supported: CLIP has no such token");
      }
    }
    boolean normalised = token.isObject() && token.path("normalized").asBoolean(false);
    specials.put(content, new SpecialToken(content, id, normalised));
  }

  private static @Nullable String content(JsonNode token) {
    JsonNode text = token.isObject() ? token.path("content") : token;
    return text.isString() ? text.stringValue() : null;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      BadInput fault = new BadInput("added_tokens_decoder", text, "must be the id of a token");
      fault.initCause(e);
      throw fault;
    }
  }

  private int id(String token, Map<String, Integer> ids) {
    SpecialToken special = specials.get(token);
    Integer id = special == null ? ids.get(token) : Integer.valueOf(special.id());
    if (id == null) {
      throw new BadInput("vocab.json", folder.resolve("vocab.json"), "must have " + token);
    }
    return id;
  }

  private Map<String, Integer> ids() {
    JsonNode vocab = json(folder.resolve("vocab.json"));
    Map<String, Integer> ids = HashMap.newHashMap(vocab.size());
    vocab
        .properties()
        .forEach(entry -> {
          if (!entry.getValue().canConvertToInt() || entry.getValue().asInt() < 0) {
            throw new BadInput("vocab.json", entry, "must be a symbol and its token id");
          }
          ids.put(entry.getKey(), entry.getValue().asInt());
        });
    return ids;
  }

  private List<String> merges() {
    Path file = folder.resolve("merges.txt");
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private JsonNode optional(String name) {
    Path file = folder.resolve(name);
    return Files.exists(file) ? json(file) : JSON.createObjectNode();
  }

  private static JsonNode json(Path file) {
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      if (!json.isObject()) {
        throw new BadInput(file.getFileName().toString(), file, "must be a JSON object");
      }
      return json;
    } catch (IOException | JacksonException e) {
      throw unreadable(file, e);
    }
  }

  private static BadInput unreadable(Path file, Exception e) {
    BadInput fault =
        new BadInput("tokenizer", file, "cannot be read (" + String.valueOf(e.getMessage()) + ")");
    fault.initCause(e);
    return fault;
  }
}
