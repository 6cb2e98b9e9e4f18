package uncrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  private static List<JsonNode> results(CommandRun run) {
    return run.lines().stream().map(JSON::readTree).toList();
  }

  @Test
  void each_result_is_one_line_with_exactly_the_documented_fields() {
    String in = TestPictures.write(folder.resolve("in \"é\".png"), 20, 10).toString();
    String out = folder.resolve("out.png").toString();

    CommandRun run =
        CommandRun.of(
            "extend",
            in,
            "--left",
            "-5",
            "--top",
            "4",
            "--engine",
            "pad",
            "--seed",
            "7",
            "--samples",
            "2",
            "--prompt",
            "a meadow",
            "--json",
            "-o",
            out);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(results(run)).hasSize(2);
    JsonNode first = results(run).getFirst();
    assertThat(first.propertyNames())
        .containsExactly(
            "input",
            "output",
            "width",
            "height",
            "source",
            "engine",
            "seed",
            "seconds",
            "warnings");
    assertThat(first.get("input").asString()).isEqualTo(in);
    assertThat(first.get("output").asString()).isEqualTo(folder.resolve("out-1.png").toString());
    assertThat(first.get("width").asInt()).isEqualTo(15);
    assertThat(first.get("height").asInt()).isEqualTo(14);
    assertThat(first.get("source"))
        .isEqualTo(JSON.readTree("{\"x\":-5,\"y\":4,\"width\":20,\"height\":10}"));
    assertThat(first.get("engine").asString()).isEqualTo("pad");
    assertThat(first.get("seed").asLong()).isEqualTo(7);
    assertThat(results(run).get(1).get("seed").asLong()).isEqualTo(8);
    assertThat(first.get("seconds").isNumber()).isTrue();
    assertThat(first.get("warnings"))
        .as("pad cannot read a prompt")
        .anySatisfy(warning -> assertThat(warning.asString()).contains("prompt"));
  }

  @Test
  void a_failure_is_a_line_with_input_and_error() throws Exception {
    String good = TestPictures.write(folder.resolve("a.png"), 20, 10).toString();
    String bad = Files.writeString(folder.resolve("b.png"), "no picture").toString();

    CommandRun run =
        CommandRun.of(
            "extend",
            good,
            bad,
            "--left",
            "5",
            "--engine",
            "pad",
            "--json",
            "-o",
            folder.resolve("out").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(results(run)).hasSize(2);
    JsonNode failure = results(run).get(1);
    assertThat(failure.propertyNames()).containsExactly("input", "error");
    assertThat(failure.get("input").asString()).isEqualTo(bad);
  }

  @Test
  void an_output_that_was_kept_is_a_line_that_says_so() {
    String in = TestPictures.write(folder.resolve("a.png"), 20, 10).toString();
    String out = TestPictures.write(folder.resolve("out.png"), 2, 1).toString();

    CommandRun run =
        CommandRun.of("extend", in, "--left", "5", "--engine", "pad", "--json", "-o", out);

    assertThat(run.exitCode()).isZero();
    assertThat(results(run))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.propertyNames()).containsExactly("input", "output", "kept");
          assertThat(line.get("kept").asBoolean()).isTrue();
        });
  }

  @Test
  void json_and_the_picture_itself_cannot_both_go_to_standard_output() {
    CommandRun run = CommandRun.of("extend", "a.png", "--left", "5", "--json", "-o", "-");

    assertThat(run.exitCode()).isEqualTo(2);
  }
}
