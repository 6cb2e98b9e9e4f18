package uncrop.server.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FingerprintTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static String of(String path, String json) {
    Fingerprint fingerprint = new Fingerprint(path);
    JSON.readTree(json).properties().forEach(f -> fingerprint.with(f.getKey(), f.getValue()));
    return fingerprint.hash();
  }

  @Test
  void neither_order_nor_white_space_counts() {
    String one = of("/v1/x", "{\"a\":1,\"b\":{\"c\":[1,2],\"d\":\"e\"}}");
    String other = of("/v1/x", "{ \"b\" : { \"d\":\"e\",\n \"c\":[1, 2] },\t\"a\" : 1 }");
    assertThat(one).isEqualTo(other).matches("[0-9a-f]{64}");
  }

  @Test
  void everything_else_counts() {
    Stream<String> different =
        Stream.of(
            of("/v1/x", "{}"),
            of("/v1/y", "{}"),
            of("/v1/x", "{\"a\":1}"),
            of("/v1/x", "{\"a\":2}"),
            of("/v1/x", "{\"a\":\"1\"}"),
            of("/v1/x", "{\"a\":null}"),
            of("/v1/x", "{\"b\":1}"),
            of("/v1/x", "{\"a\":[1,2]}"),
            of("/v1/x", "{\"a\":[2,1]}"),
            of("/v1/x", "{\"a\":{\"b\":1}}"),
            of("/v1/x", "{\"a.b\":1}"),
            of("/v1/x", "{\"a\":1,\"b\":2}"),
            of("/v1/x", "{\"a\":2,\"b\":1}"),
            new Fingerprint("/v1/x").with("a", "1".getBytes(UTF_8)).hash(),
            new Fingerprint("/v1/x").with("a", new byte[0]).hash(),
            new Fingerprint("/v1/x").with("", new byte[0]).hash(),
            new Fingerprint("/v1/x").with("", "a".getBytes(UTF_8)).hash());
    assertThat(different).doesNotHaveDuplicates();
  }

  @Test
  void a_value_cannot_pretend_to_be_two() {
    JsonNode whole = JSON.valueToTree("1\njson 1 b\n2");
    JsonNode one = JSON.valueToTree("1");
    JsonNode two = JSON.valueToTree("2");
    assertThat(new Fingerprint("/").with("a", whole).hash())
        .isNotEqualTo(new Fingerprint("/").with("a", one).with("b", two).hash());
  }

  @Test
  void files_count_in_any_order_and_by_every_byte() {
    byte[] picture = new byte[100_000];
    byte[] mask = {1, 2, 3};
    String one = new Fingerprint("/").with("image", picture).with("mask", mask).hash();
    assertThat(new Fingerprint("/").with("mask", mask).with("image", picture).hash())
        .isEqualTo(one);
    assertThat(new Fingerprint("/").with("mask", picture).with("image", mask).hash())
        .isNotEqualTo(one);
    picture[99_999] = 1;
    assertThat(new Fingerprint("/").with("image", picture).with("mask", mask).hash())
        .isNotEqualTo(one);
  }

  @Test
  void names_in_any_script_are_told_apart() {
    List<String> names = List.of("ä", "a\u0308", "\uD83D\uDE00", "", " ", "\u0000");
    assertThat(names.stream().map(name -> new Fingerprint("/").with(name, new byte[0]).hash()))
        .doesNotHaveDuplicates();
  }
}
