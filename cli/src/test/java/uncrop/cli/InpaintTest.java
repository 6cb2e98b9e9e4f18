package uncrop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.checkpoint.SafetensorsFile;
import uncrop.geometry.Size;
import uncrop.pixels.Raster;
import uncrop.tensor.TensorScope;

class InpaintTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeInputs() {
    TestPictures.write(folder.resolve("in.png"), TinyModel.picture());
    TestPictures.write(folder.resolve("mask.png"), TinyModel.mask());
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** With the inputs of the reference run; what is said twice counts as said last. */
  private CommandRun inpaint(String... more) {
    List<String> words = new ArrayList<>(List.of("inpaint", path("in.png")));
    List<String> given = List.of(more);
    String[][] usual = {
      {"--mask", path("mask.png")},
      {"-o", path("out.png")},
      {"--model", TinyModel.FOLDER.toString()},
      {"--prompt", TinyModel.PROMPT},
      {"--negative-prompt", ""},
      {"--models", path("models")},
      {"--dtype", "fp32"},
      {"--steps", "10"},
      {"--seed", "1234"},
    };
    for (String[] option : usual) {
      if (!given.contains(option[0])) {
        words.addAll(Arrays.asList(option));
      }
    }
    words.addAll(given);
    return CommandRun.of(words.toArray(String[]::new));
  }

  private Raster written(String name) {
    return TestPictures.read(folder.resolve(name)).raster();
  }

  @ParameterizedTest
  @CsvSource({"FOLDER", "FILE"})
  void ten_steps_give_the_picture_and_the_latents_of_diffusers(String form) {
    Path model = form.equals("FILE") ? TinyModel.FILE : TinyModel.FOLDER;

    CommandRun run =
        inpaint(
            "--model",
            model.toString(),
            "--sampler",
            "ddim",
            "--schedule",
            "diffusers",
            "--no-composite",
            "--latents",
            path("latents.safetensors"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("out.png: 64x64, " + model.getFileName() + " in fp32, seed 1234");
    assertThat(levelsApart(written("out.png"), TinyModel.expected())).isLessThanOrEqualTo(1);
    float[] expected = TinyModel.expectedLatents();
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    try (TensorScope scope = TensorScope.open();
        SafetensorsFile file = SafetensorsFile.open(folder.resolve("latents.safetensors"))) {
      assertThat(file.shape("latents")).containsExactly(1, 4, 8, 8);
      assertThat(file.get("latents").load().toFloats())
          .containsExactly(expected, within(1e-3f * largest));
    }
  }

  private static int levelsApart(Raster a, Raster b) {
    assertThat(a.size()).isEqualTo(b.size());
    int most = 0;
    for (int i = 0; i < a.argb().length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        most =
            Math.max(most, Math.abs((a.argb()[i] >> shift & 255) - (b.argb()[i] >> shift & 255)));
      }
    }
    return most;
  }

  @ParameterizedTest
  @CsvSource({"64x64", "48x72"})
  void outside_of_the_mask_every_source_pixel_stays_whatever_the_models_size(String size) {
    CommandRun run = inpaint("--size", size, "--steps", "2");

    assertThat(run.exitCode()).as(run.err()).isZero();
    Raster source = TinyModel.picture();
    Raster mask = TinyModel.mask();
    Raster out = written("out.png");
    assertThat(out.size()).isEqualTo(source.size());
    int changed = 0;
    for (int i = 0; i < source.argb().length; i++) {
      if ((mask.argb()[i] & 255) == 0) {
        assertThat(out.argb()[i]).isEqualTo(source.argb()[i]);
      } else {
        changed += out.argb()[i] == source.argb()[i] ? 0 : 1;
      }
    }
    assertThat(changed).isPositive();
  }

  @Test
  void without_compositing_the_picture_has_the_models_size() {
    CommandRun run = inpaint("--size", "48x72", "--steps", "1", "--no-composite");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(written("out.png").size()).isEqualTo(new Size(48, 72));
  }

  @ParameterizedTest
  @CsvSource({
    "euler, normal",
    "dpmpp_2m, karras",
    "dpmpp_2m_sde, karras",
    "uni_pc, simple",
    "ddim, ddim_uniform"
  })
  void comfys_samplers_give_the_same_picture_for_the_same_seed(String sampler, String schedule)
      throws IOException {
    for (String name : List.of("a.png", "b.png")) {
      CommandRun run =
          inpaint(
              "--compat",
              "comfy",
              "--sampler",
              sampler,
              "--schedule",
              schedule,
              "--steps",
              "3",
              "-o",
              path(name));
      assertThat(run.exitCode()).as(run.err()).isZero();
    }

    assertThat(folder.resolve("a.png")).hasSameBinaryContentAs(folder.resolve("b.png"));
  }

  @Test
  void a_lora_changes_the_picture_and_one_of_weight_0_does_not() throws IOException {
    inpaint("--steps", "2", "-o", path("plain.png"));
    inpaint("--steps", "2", "-o", path("none.png"), "--lora", TinyModel.LORA + ":0");
    CommandRun run =
        inpaint("--steps", "2", "-o", path("much.png"), "--lora", TinyModel.LORA + ":1.5");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(written("none.png").argb()).isEqualTo(written("plain.png").argb());
    assertThat(written("much.png").argb()).isNotEqualTo(written("plain.png").argb());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--size 60x64 | --size 60x64: must be multiples of 8: take 56x64",
        "--size big | --size big: must be width x height",
        "--sampler magic | --sampler magic: must be ddim or euler",
        "--compat comfy --sampler magic | --sampler magic: must be one of euler, euler_ancestral",
        "--schedule karras | --schedule karras: must be diffusers with compat diffusers",
        "--compat comfy --schedule diffusers | --schedule diffusers: goes with compat diffusers",
        "--compat sdwebui | --compat sdwebui: must be diffusers or comfy",
        "--strength 0 | --strength 0.0: must be above 0 and at most 1",
        "--strength 1.01 | --strength 1.01: must be above 0 and at most 1",
        "--steps 0 | --steps 0: must be 1 to 1000",
        "--guidance NaN | --guidance NaN: must be 0 or more",
        "--seed -1 | --seed -1: must not be negative",
        "--eta 2 | --eta 2.0: must be 0 to 1",
        "--clip-skip -1 | --clip-skip -1: must be 0 or more",
        "--model nothing | --model nothing: no model is installed yet",
        "--dtype fp8 | --dtype fp8: must be auto, fp32, bf16, fp16 or int8",
        "--quality 0 | --quality 0: must be 1 to 100",
        "-o out.tiff | -o out.tiff: end it in .png, .jpg or .webp",
      })
  void options_that_make_no_sense_are_usage_errors(String options, String message) {
    CommandRun run = inpaint(options.split(" "));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(2);
    assertThat(run.err()).startsWith("uncrop: " + message);
    assertThat(folder.resolve("out.png")).doesNotExist();
  }

  @Test
  void a_model_is_found_by_its_name_and_the_dtype_chosen_for_this_machine() {
    CommandRun.of(
        "models",
        "import",
        TinyModel.FILE.toString(),
        "--name",
        "tiny",
        "--models",
        path("models"));

    CommandRun run = inpaint("--model", "tiny", "--dtype", "auto", "--steps", "1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).containsPattern("computes in (fp32|bf16)").contains("64x64, tiny in ");
  }

  @Test
  void what_must_be_said_is_named_where_it_is_not() {
    CommandRun run = CommandRun.of("inpaint");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("IN", "--mask", "--model", "--prompt", "--output");
  }

  @Test
  void a_mask_of_another_size_is_refused() {
    TestPictures.write(folder.resolve("mask.png"), 32, 64);

    assertFails(inpaint(), "uncrop: mask 32x64: must be as large as the picture 64x64");
  }

  @Test
  void a_mask_that_paints_nothing_is_refused() {
    Raster dark = new Raster(64, 64);
    Arrays.fill(dark.argb(), 0xFF7F7F7F);
    TestPictures.write(folder.resolve("mask.png"), dark);

    assertFails(inpaint(), "uncrop: mask 64x64, all dark: paints nothing");
  }

  @Test
  void a_strength_that_leaves_no_step_is_refused() {
    assertFails(inpaint("--strength", "0.05"), "uncrop: strength 0.05: leaves none of 10 steps");
  }

  @Test
  void what_is_no_model_is_refused() {
    assertFails(inpaint("--model", path("in.png")), "uncrop: " + path("in.png") + ": ");
  }

  @Test
  void after_a_truncated_checkpoint_and_a_lora_for_another_model_the_next_call_works()
      throws IOException {
    byte[] whole = Files.readAllBytes(TinyModel.FILE);
    Path half = folder.resolve("half.safetensors");
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));

    assertFails(inpaint("--model", half.toString()), "uncrop: " + half + ": ");
    assertFails(
        inpaint("--lora", TinyModel.LORA_OF_SDXL.toString()),
        "uncrop: " + TinyModel.LORA_OF_SDXL + ": is for another model");
    assertThat(inpaint("--steps", "1").exitCode()).isZero();
  }

  private void assertFails(CommandRun run, String message) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith(message);
    assertThat(folder.resolve("out.png")).doesNotExist();
  }

  @Test
  void what_is_there_is_kept_unless_forced_and_inputs_always() throws IOException {
    Files.writeString(folder.resolve("out.png"), "mine");
    Files.writeString(folder.resolve("latents.safetensors"), "mine");

    assertThat(inpaint().err()).endsWith("kept, as it is there already; --force replaces it\n");
    assertThat(folder.resolve("out.png")).hasContent("mine");
    CommandRun latents = inpaint("-o", path("b.png"), "--latents", path("latents.safetensors"));
    assertThat(latents.exitCode()).isEqualTo(2);
    assertThat(folder.resolve("latents.safetensors")).hasContent("mine");
    for (String input : List.of("in.png", "mask.png")) {
      CommandRun run = inpaint("--force", "-o", path(input));
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("is an input, never overwritten");
    }
    assertThat(inpaint("--force", "--steps", "1").exitCode()).isZero();
    assertThat(written("out.png").size()).isEqualTo(new Size(64, 64));
  }

  @Test
  void quiet_says_nothing_and_leaves_nothing_but_the_picture() throws IOException {
    CommandRun run = inpaint("--steps", "1", "--quiet");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("in.png", "mask.png", "out.png");
    }
  }
}
