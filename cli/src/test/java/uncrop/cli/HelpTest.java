package uncrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "engines --help",
        "bench --help",
        "inpaint --help",
        "models --help",
        "models import --help",
        "models verify --help",
        "models available --help",
        "models pull --help",
        "styles --help"
      })
  void help_fits_one_screen(String arguments) {
    CommandRun run = CommandRun.of(arguments.split(" "));

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).hasSizeLessThanOrEqualTo(40);
    assertThat(run.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void the_help_of_extend_fits_a_tall_screen() {
    CommandRun run = CommandRun.of("extend", "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.lines()).hasSizeLessThanOrEqualTo(54);
    assertThat(run.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void the_help_of_extend_names_every_option_and_has_examples() {
    CommandRun run = CommandRun.of("extend", "--help");

    assertThat(String.join("\n", run.lines()))
        .contains(
            "--left",
            "--right",
            "--top",
            "--bottom",
            "--size",
            "--aspect",
            "--zoom-out",
            "--anchor",
            "--mask",
            "--invert-mask",
            "--band",
            "--engine",
            "--seed",
            "--samples",
            "--prompt",
            "--format",
            "--quality",
            "--force",
            "--json",
            "--quiet",
            "Examples:");
  }

  @Test
  void no_command_is_a_usage_error() {
    assertThat(CommandRun.of().exitCode()).isEqualTo(2);
    assertThat(CommandRun.of("frobnicate").exitCode()).isEqualTo(2);
  }

  @Test
  void engines_are_listed_one_a_line() {
    CommandRun run = CommandRun.of("engines");

    assertThat(run.lines()).anySatisfy(line -> assertThat(line).startsWith("pad "));
    assertThat(run.lines()).filteredOn(line -> line.endsWith("(default)")).hasSize(1);
  }
}
