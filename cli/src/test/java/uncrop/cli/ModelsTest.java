package uncrop.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
  private static final Path PARITY = Path.of("../diffusion/src/test/resources/parity");
  private static final String TINY_FOLDER = PARITY.resolve("tiny-sd15-inpaint").toString();
  private static final String TINY_FILE =
      PARITY.resolve("tiny-sd15-inpaint.single.safetensors").toString();

  @TempDir private Path folder;

  @Test
  void a_model_is_imported_listed_shown_verified_and_removed() {
    CommandRun imported = models("import", TINY_FOLDER, "--name", "tiny");
    assertThat(imported.err()).isEmpty();
    assertThat(imported.exitCode()).isZero();
    assertThat(imported.lines())
        .containsExactly(
            "tiny: Stable Diffusion 1.5, 9 channels (inpainting), F16, 5.0 MB, copied to "
                + folder.resolve("tiny/files"));

    assertThat(models("list").lines())
        .containsExactly(
            "NAME  KIND        FAMILY                CHANNELS  STORED AS  SIZE    WHERE",
            "tiny  checkpoint  Stable Diffusion 1.5  9         F16        5.0 MB  "
                + folder.resolve("tiny/files"));

    CommandRun shown = models("show", "tiny");
    assertThat(shown.exitCode()).as(shown.err()).isZero();
    assertThat(shown.lines())
        .contains(
            "name            tiny",
            "kind            checkpoint",
            "family          Stable Diffusion 1.5, 9 channels (inpainting)",
            "tokenizer       its own",
            "scheduler       DDIMScheduler, predicts epsilon")
        .anySatisfy(line ->
            assertThat(line)
                .matches("unet +\\d+ tensors, 1\\.\\d million numbers, F16; widths 32 .*"))
        .anySatisfy(line -> assertThat(line).matches("[0-9a-f]{64}  unet/config\\.json"));

    assertThat(models("verify", "tiny").lines()).containsExactly("tiny: sound, 12 files, 5.0 MB");

    assertThat(models("remove", "tiny", "--yes").lines()).containsExactly("tiny: removed");
    assertThat(models("list").lines())
        .containsExactly("no models in " + folder + ": see uncrop models available");
  }

  @Test
  void a_linked_model_says_where_it_is() {
    CommandRun imported = models("import", TINY_FILE, "--name", "tiny", "--link");

    Path parity = PARITY.toAbsolutePath().normalize();
    assertThat(imported.lines()).singleElement().asString().endsWith("linked to " + parity);
    assertThat(models("show", "tiny").lines())
        .contains(
            "where           "
                + parity.resolve("tiny-sd15-inpaint.single.safetensors")
                + " (linked)",
            "tokenizer       the one built in");
  }

  @Test
  void other_kinds_are_seen_from_their_content() {
    Path taesd =
        Path.of("../diffusion/src/test/resources/networks/taesd/taesd_decoder.safetensors");

    assertThat(models("import", TinyModel.LORA.toString(), "--name", "lora").lines())
        .singleElement()
        .asString()
        .startsWith("lora: LoRA, ");
    assertThat(models("import", TinyModel.LORA_OF_SDXL.toString(), "--name", "xl").lines())
        .singleElement()
        .asString()
        .startsWith("xl: LoRA for Stable Diffusion XL, ");
    models("import", taesd.toString(), "--name", "tiny", "--family", "sdxl");
    assertThat(models("list").lines())
        .anySatisfy(line -> assertThat(line).matches("lora +LoRA +- +- +- +.*kohya-sd15.*"))
        .anySatisfy(
            line -> assertThat(line).matches("tiny +tiny decoder +Stable Diffusion XL +- +- +.*"));
    assertThat(models("show", "tiny").lines()).contains("kind            tiny decoder");
    assertThat(models("verify", "tiny").lines().getFirst()).startsWith("tiny: sound, 1 file");
    assertRefused(
        1, "is no inpaint patch", "import", TINY_FILE, "--name", "x", "--kind", "inpaint-patch");
    assertRefused(
        1, "--kind vae: must be one of", "import", TINY_FILE, "--name", "x", "--kind", "vae");
    assertRefused(
        1, "--family sd3: must be", "import", TINY_FILE, "--name", "x", "--family", "sd3");
  }

  @Test
  void removing_asks() {
    models("import", TINY_FILE, "--name", "tiny");

    for (String answer : List.of("", "\n", "no\n", "yup\n")) {
      CommandRun kept = answering(answer, "remove", "tiny");
      assertThat(kept.exitCode()).isEqualTo(1);
      assertThat(kept.err()).startsWith("Remove tiny? [y/N] ").contains("tiny stays");
    }
    assertThat(answering("y\n", "remove", "tiny").lines()).containsExactly("tiny: removed");
    CommandRun gone = answering("y\n", "remove", "tiny");
    assertThat(gone.err()).startsWith("uncrop: model tiny: no model is installed yet");
  }

  @Test
  void a_damaged_file_is_told_by_its_name() throws IOException {
    models("import", TINY_FOLDER, "--name", "tiny");
    Path config = folder.resolve("tiny/files/unet/config.json");
    Files.writeString(config, Files.readString(config).replace("9", "4"));

    CommandRun verified = models("verify", "tiny");

    assertThat(verified.exitCode()).isEqualTo(1);
    assertThat(verified.err().lines())
        .first()
        .asString()
        .startsWith("uncrop: " + config + " has changed: its SHA-256 is ");
    assertThat(verified.err().lines())
        .last()
        .isEqualTo("uncrop: tiny is damaged: remove it and import it again");
  }

  @Test
  void one_damaged_card_does_not_hide_the_others() throws IOException {
    models("import", TINY_FILE, "--name", "good");
    Files.createDirectory(folder.resolve("bad"));
    Files.writeString(folder.resolve("bad/model.json"), "{");

    CommandRun listed = models("list");

    assertThat(listed.exitCode()).isEqualTo(1);
    assertThat(listed.lines()).hasSize(2).last().asString().startsWith("good ");
    assertThat(listed.err().lines()).singleElement().asString().contains("bad", "is damaged");
  }

  @Test
  void each_mistake_is_one_clear_line() throws IOException {
    models("import", TINY_FILE, "--name", "tiny");
    Path text = Files.writeString(folder.resolve("notes.safetensors"), "no weights at all");

    assertRefused(1, "--name ../x: must be 1 to 64 letters", "import", TINY_FILE, "--name", "../x");
    assertRefused(
        1,
        "--name tiny: there is a model tiny: remove it first",
        "import",
        TINY_FILE,
        "--name",
        "tiny");
    assertRefused(1, "notes.safetensors", "import", text.toString(), "--name", "x");
    assertRefused(1, "does not exist", "import", "nowhere.safetensors", "--name", "x");
    assertRefused(1, "there is no such model, only tiny", "show", "x");
    assertRefused(1, "there is no such model, only tiny", "verify", "x");
    assertRefused(1, "there is no such model, only tiny", "remove", "x");
    assertRefused(2, "--link and --copy", "import", TINY_FILE, "--name", "x", "--link", "--copy");
    assertRefused(2, "--name", "import", TINY_FILE);
    assertRefused(2, "say what to do: import, list, remove, show, verify, available, pull");
  }

  private void assertRefused(int exitCode, String reason, String... arguments) {
    CommandRun run = arguments.length == 0 ? CommandRun.of("models") : models(arguments);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().filter(line -> line.startsWith("uncrop: ")))
        .singleElement()
        .asString()
        .contains(reason);
  }

  private CommandRun models(String... arguments) {
    return answering("", arguments);
  }

  private CommandRun answering(String answer, String... arguments) {
    List<String> all = new ArrayList<>(List.of("models"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--models", folder.toString()));
    return CommandRun.fed(answer.getBytes(UTF_8), all.toArray(String[]::new));
  }
}
