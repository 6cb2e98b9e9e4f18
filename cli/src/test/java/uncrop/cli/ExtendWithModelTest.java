package uncrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uncrop.picture.PictureLimits;
import uncrop.picture.PictureReader;
import uncrop.pixels.Raster;

class ExtendWithModelTest {
  @TempDir private Path folder;
  private Path photo;
  private Path output;
  private Path models;

  @BeforeEach
  void layOut() throws IOException {
    photo = folder.resolve("photo.png");
    TestPictures.write(photo, 64, 64);
    output = folder.resolve("wide.png");
    models = folder.resolve("models");
  }

  @Test
  void files_of_weights_paint_without_being_installed() {
    CommandRun run = extend("--model", TinyModel.FOLDER.toString(), "--steps", "2");

    assertThat(run.err()).contains("diffusion tiny-sd15-inpaint").doesNotContain("warning");
    assertThat(run.exitCode()).isZero();
    Raster wide = read(output);
    Raster source = read(photo);
    assertThat(wide.width()).isEqualTo(96);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        assertThat(wide.at(x, y)).isEqualTo(source.at(x, y));
      }
    }
  }

  @Test
  void an_installed_model_paints_where_no_engine_is_named() {
    install("mine");

    CommandRun run = extend("--steps", "1", "--seed", "3", "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.lines())
        .singleElement()
        .asString()
        .contains("\"engine\":\"diffusion\"", "\"model\":\"mine\"", "\"seed\":3");
    assertThat(engines()).anyMatch(line -> line.contains("mine") && line.contains("(default)"));
    assertThat(engines()).anyMatch(line -> line.contains("mine") && line.contains("; last "));
  }

  @Test
  void an_engine_that_is_named_paints_though_there_is_a_model() {
    install("mine");

    CommandRun run = extend("--engine", "exemplar", "--steps", "5");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("exemplar").contains("steps was not used");
  }

  @Test
  void without_any_model_the_embedded_engine_paints_and_diffusion_says_what_to_do() {
    assertThat(extend().err()).contains("exemplar");

    CommandRun run = extend("--engine", "diffusion", "--force");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--engine").contains("uncrop models available");
  }

  @Test
  void a_model_that_is_not_there_is_named() {
    CommandRun run = extend("--model", "dreams");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--model").contains("dreams");
    assertThat(output).doesNotExist();
  }

  @Test
  void wrong_settings_are_named_as_the_options_are() {
    List<List<String>> wrong =
        List.of(
            List.of("--steps", "none"),
            List.of("--strength", "0"),
            List.of("--guidance", "-1"),
            List.of("--sampler", "best"),
            List.of("--schedule", "slow"),
            List.of("--dtype", "fp8"));

    for (List<String> options : wrong) {
      List<String> all = new ArrayList<>(List.of("--model", TinyModel.FOLDER.toString()));
      all.addAll(options);
      CommandRun run = extend(all.toArray(String[]::new));
      assertThat(run.exitCode()).as("%s", options).isNotZero();
      assertThat(run.err()).contains(options.getLast());
    }
  }

  @Test
  void a_small_picture_of_how_far_it_is_can_be_kept() {
    Path peek = folder.resolve("peek.png");

    extend("--model", TinyModel.FOLDER.toString(), "--steps", "6", "--peek", peek.toString());

    assertThat(read(peek).width()).isEqualTo(96);
  }

  @Test
  void samples_of_one_call_are_different_pictures_of_seeds_one_after_the_other() {
    CommandRun run =
        extend(
            "--model",
            TinyModel.FOLDER.toString(),
            "--steps",
            "1",
            "--seed",
            "8",
            "--samples",
            "2");

    assertThat(run.err()).contains("seed 8").contains("seed 9");
    Raster first = read(folder.resolve("wide-1.png"));
    assertThat(read(folder.resolve("wide-2.png")).argb()).isNotEqualTo(first.argb());
  }

  @Test
  void a_lora_and_a_style_change_the_picture() {
    String model = TinyModel.FOLDER.toString();
    extend("--model", model, "--steps", "2", "--seed", "1", "--prompt", "sea");
    Raster plain = read(output);

    extend(
        "--model",
        model,
        "--steps",
        "2",
        "--seed",
        "1",
        "--prompt",
        "sea",
        "--force",
        "--style",
        "SAI Anime");
    assertThat(read(output).argb()).isNotEqualTo(plain.argb());
    CommandRun adapted =
        extend(
            "--model",
            model,
            "--steps",
            "2",
            "--seed",
            "1",
            "--prompt",
            "sea",
            "--force",
            "--lora",
            TinyModel.LORA + ":1");
    assertThat(adapted.exitCode()).as(adapted.err()).isZero();
    assertThat(read(output).argb()).isNotEqualTo(plain.argb());
  }

  private CommandRun extend(String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "extend",
                photo.toString(),
                "--right",
                "50%",
                "-o",
                output.toString(),
                "--models",
                models.toString()));
    all.addAll(List.of(options));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private void install(String name) {
    CommandRun run =
        CommandRun.of(
            "models",
            "import",
            TinyModel.FOLDER.toString(),
            "--name",
            name,
            "--link",
            "--models",
            models.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private List<String> engines() {
    return CommandRun.of("engines", "--models", models.toString()).lines();
  }

  private static Raster read(Path file) {
    assertThat(Files.exists(file)).as("%s", file).isTrue();
    return new PictureReader(PictureLimits.DEFAULT).read(file).raster();
  }
}
