package uncrop.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the reference libraries made of texts. */
final class TextVectors {
  private TextVectors() {}

  static JsonNode json(String name) throws IOException {
    try (InputStream in = open(name)) {
      return JsonMapper.shared().readTree(in.readAllBytes());
    }
  }

  static List<String> lines(String name) throws IOException {
    try (InputStream in = open(name)) {
      InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))
          .readAllLines();
    }
  }

  static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  /** A tokenizer folder: the full vocabulary with the declarations that lie under the name. */
  static Path tokenizer(String declarations, Path folder) throws IOException {
    for (String file : List.of("vocab.json", "merges.txt")) {
      copy("/parity/tiny-sd15-inpaint/tokenizer/" + file, folder.resolve(file));
    }
    for (String file : List.of("tokenizer_config.json", "special_tokens_map.json")) {
      if (TextVectors.class.getResource("/text/" + declarations + "/" + file) != null) {
        copy("/text/" + declarations + "/" + file, folder.resolve(file));
      }
    }
    return folder;
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream in = open(resource)) {
      Files.copy(in, file);
    }
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(TextVectors.class.getResourceAsStream(name), name);
  }
}
