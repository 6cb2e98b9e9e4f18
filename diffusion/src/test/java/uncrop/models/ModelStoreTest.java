package uncrop.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.Role;
import uncrop.checkpoint.StorageType;
import uncrop.fault.BadInput;
import uncrop.fault.Cancelled;

class ModelStoreTest {
  private static final Path PARITY = Path.of("src/test/resources/parity");
  private static final Path TINY_FOLDER = PARITY.resolve("tiny-sd15-inpaint");
  private static final Path TINY_FILE = PARITY.resolve("tiny-sd15-inpaint.single.safetensors");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final DoubleConsumer NOBODY = share -> {};

  @TempDir private Path folder;
  private ModelStore store;

  @BeforeEach
  void open() {
    store = new ModelStore(folder.resolve("models"), InstantSource.fixed(NOW));
  }

  @Test
  void a_folder_is_copied_and_its_card_says_what_it_is() {
    InstalledModel model = add("tiny", TINY_FOLDER, Keeping.COPY);

    assertThat(store.get("tiny")).isEqualTo(model);
    assertThat(store.names()).containsExactly("tiny");
    ModelCard card = model.card();
    assertThat(card.kind()).isEqualTo(Kind.CHECKPOINT);
    assertThat(card.family()).contains(Family.SD15);
    assertThat(card.channels()).isEqualTo(9);
    assertThat(card.imported()).isEqualTo(NOW);
    assertThat(card.types()).containsExactly(StorageType.F16);
    assertThat(card.parts())
        .extracting(ModelCard.PartCard::role)
        .containsExactly(Role.UNET, Role.VAE, Role.TEXT_ENCODER);
    assertThat(card.files())
        .extracting(ModelCard.FileCard::path)
        .contains(
            "model_index.json",
            "unet/config.json",
            "unet/diffusion_pytorch_model.safetensors",
            "scheduler/scheduler_config.json",
            "tokenizer/merges.txt");
    assertThat(store.locate("tiny")).isEqualTo(folder.resolve("models/tiny/files"));
    assertOpens("tiny");
  }

  @Test
  void a_file_brings_the_json_beside_it() {
    InstalledModel model = add("one.file", TINY_FILE, Keeping.COPY);

    assertThat(model.card().files())
        .extracting(ModelCard.FileCard::path)
        .containsExactly("tiny-sd15-inpaint.single.safetensors", "tiny-sd15-inpaint.single.json");
    try (Checkpoint checkpoint = Checkpoint.open(store.locate("one.file"))) {
      assertThat(checkpoint.textEncoder().config().heads()).isEqualTo(2);
    }
  }

  @Test
  void the_file_and_the_folder_have_the_same_numbers() {
    ModelCard ofFolder = add("a", TINY_FOLDER, Keeping.COPY).card();
    ModelCard ofFile = add("b", TINY_FILE, Keeping.COPY).card();

    assertThat(ofFile.parts()).isEqualTo(ofFolder.parts());
  }

  @Test
  void what_the_checkpoint_is_not_read_from_is_not_copied() throws IOException {
    Path source = copyOf(TINY_FOLDER);
    Files.createDirectory(source.resolve("safety_checker"));
    Files.write(source.resolve("safety_checker/model.safetensors"), new byte[1000]);
    Files.write(source.resolve("unet/diffusion_pytorch_model.bin"), new byte[1000]);

    InstalledModel model = add("tiny", source, Keeping.COPY);

    assertThat(model.base().resolve("safety_checker")).doesNotExist();
    assertThat(model.base().resolve("unet/diffusion_pytorch_model.bin")).doesNotExist();
    assertOpens("tiny");
  }

  @Test
  void a_linked_model_stays_where_it_is() throws IOException {
    Path source = copyOf(TINY_FOLDER);

    InstalledModel model = add("tiny", source, Keeping.LINK);

    assertThat(filesIn(model.folder())).containsExactly("model.json");
    assertThat(store.locate("tiny")).isEqualTo(source);
    assertThat(store.verify("tiny", NOBODY).damages()).isEmpty();
    store.remove("tiny");
    assertThat(store.names()).isEmpty();
    assertThat(source.resolve("unet/config.json")).exists();
  }

  @Test
  void a_linked_model_whose_files_went_away_says_so() throws IOException {
    Path source = copyOf(TINY_FOLDER);
    add("tiny", source, Keeping.LINK);
    FolderTree.delete(source);

    assertThatThrownBy(() -> store.locate("tiny"))
        .isInstanceOf(ModelFault.class)
        .hasMessageContaining("the files of model tiny are not in " + source + " any more");
    assertThat(store.verify("tiny", NOBODY).damages()).isNotEmpty();
  }

  @Test
  void progress_rises_to_all() {
    List<Double> shares = new ArrayList<>();

    store.add(new ModelName("tiny"), TINY_FOLDER, Keeping.COPY, shares::add);

    assertThat(shares).isSorted().last().isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x", "..", ".", "", " ", "a/b", "a\\b", "-x", ".x", "x.", "é", "a b", "NUL.txt", "a\0"
      })
  void names_that_are_paths_or_worse_are_refused(String name) {
    assertThatThrownBy(() -> add(name, TINY_FOLDER, Keeping.COPY))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("name ")
        .hasMessageContaining("must be 1 to 64 letters");
    assertThat(folder.resolve("models")).doesNotExist();
  }

  @Test
  void a_name_is_given_once_in_whatever_case() {
    add("tiny", TINY_FILE, Keeping.COPY);

    assertThatThrownBy(() -> add("Tiny", TINY_FOLDER, Keeping.COPY))
        .hasMessage("name Tiny: there is a model tiny: remove it first, or take another name");
  }

  @Test
  void a_truncated_file_is_refused_and_leaves_nothing() throws IOException {
    Path source = folder.resolve("short.safetensors");
    Files.copy(TINY_FILE, source);
    try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }

    assertThatThrownBy(() -> add("short", source, Keeping.COPY))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageContaining("short.safetensors");
    assertNothingIsLeft();
  }

  @Test
  void what_is_no_checkpoint_is_refused_and_leaves_nothing() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no weights at all");
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThatThrownBy(() -> add("x", text, Keeping.COPY)).isInstanceOf(CheckpointFault.class);
    assertThatThrownBy(() -> add("x", empty, Keeping.COPY))
        .hasMessageContaining("is no diffusers folder");
    assertThatThrownBy(() -> add("x", folder.resolve("nowhere"), Keeping.COPY))
        .hasMessageContaining("does not exist");
    assertThatThrownBy(() -> add("x", PARITY.resolve("sdxl-unet.safetensors"), Keeping.COPY))
        .hasMessageContaining("name the folder");
    assertNothingIsLeft();
  }

  @Test
  void a_checkpoint_without_an_autoencoder_is_refused() throws IOException {
    Path source = copyOf(TINY_FOLDER);
    FolderTree.delete(source.resolve("vae"));

    assertThatThrownBy(() -> add("x", source, Keeping.COPY))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageContaining("has no autoencoder (vae): take a complete checkpoint");
    assertNothingIsLeft();
  }

  @Test
  void an_interrupted_import_leaves_nothing() {
    DoubleConsumer interrupting = share -> Thread.currentThread().interrupt();

    assertThatThrownBy(() -> store.add(new ModelName("x"), TINY_FOLDER, Keeping.COPY, interrupting))
        .isInstanceOf(Cancelled.class);
    assertThat(Thread.interrupted()).as("the interrupt is used up").isFalse();
    assertNothingIsLeft();
    add("x", TINY_FOLDER, Keeping.COPY);
  }

  @Test
  void an_import_that_fails_midway_leaves_nothing() {
    DoubleConsumer failing =
        share -> {
          assertThat(share).isLessThan(1);
          throw new IllegalStateException("midway");
        };

    assertThatThrownBy(() -> store.add(new ModelName("x"), TINY_FOLDER, Keeping.COPY, failing))
        .hasMessage("midway");
    assertNothingIsLeft();
  }

  @Test
  void what_a_killed_import_left_is_no_model_and_goes_with_the_next() throws IOException {
    Path left = folder.resolve("models/.unfinished-7/files/unet");
    Files.createDirectories(left);
    Files.write(left.resolve("half.safetensors"), new byte[100]);

    assertThat(store.names()).isEmpty();
    add("x", TINY_FILE, Keeping.COPY);
    assertThat(folder.resolve("models/.unfinished-7")).doesNotExist();
    assertThat(store.names()).containsExactly("x");
  }

  @Test
  void two_imports_at_once_do_not_meet() {
    DoubleConsumer importing =
        share ->
            assertThatThrownBy(() -> add("second", TINY_FILE, Keeping.COPY))
                .isInstanceOf(ModelFault.class)
                .hasMessageContaining("another import or removal is running there");

    store.add(new ModelName("first"), TINY_FOLDER, Keeping.COPY, importing);

    assertThat(store.names()).containsExactly("first");
    assertOpens("first");
  }

  @Test
  void a_flipped_bit_is_found() throws IOException {
    InstalledModel model = add("tiny", TINY_FOLDER, Keeping.COPY);
    assertThat(store.verify("tiny", NOBODY).sound()).isTrue();
    Path weights = model.base().resolve("vae/diffusion_pytorch_model.safetensors");
    try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
      file.seek(file.length() - 1);
      int last = file.read();
      file.seek(file.length() - 1);
      file.write(last ^ 1);
    }

    assertThat(store.verify("tiny", NOBODY).damages())
        .singleElement()
        .asString()
        .contains(weights + " has changed: its SHA-256 is ");
  }

  @Test
  void missing_and_shortened_files_are_found() throws IOException {
    InstalledModel model = add("tiny", TINY_FOLDER, Keeping.COPY);
    Files.delete(model.base().resolve("tokenizer/merges.txt"));
    Path weights = model.base().resolve("unet/diffusion_pytorch_model.safetensors");
    try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
      file.setLength(1000);
    }

    assertThat(store.verify("tiny", NOBODY).damages())
        .anySatisfy(damage -> assertThat(damage).contains("merges.txt is missing"))
        .anySatisfy(damage -> assertThat(damage).contains("has 1000 bytes, and had "))
        .hasSize(3);
  }

  @Test
  void a_damaged_card_is_told_and_can_be_removed() throws IOException {
    InstalledModel model = add("tiny", TINY_FILE, Keeping.COPY);
    for (String card : List.of("", "{", "null", "[]", "{}", "{\"name\": \"tiny\"}", "\0")) {
      Files.writeString(model.folder().resolve("model.json"), card);

      assertThatThrownBy(() -> store.get("tiny"))
          .as(card)
          .isInstanceOf(ModelFault.class)
          .hasMessageContaining("model.json is damaged: remove the model and import it again");
    }
    store.remove("tiny");
    assertNothingIsLeft();
  }

  @Test
  void a_name_wins_over_a_path_and_neither_is_told() {
    assertThatThrownBy(() -> store.locate("tiny"))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("model tiny: no model is installed yet");
    assertThat(store.locate(TINY_FILE.toString())).isEqualTo(TINY_FILE);
    add("tiny", TINY_FILE, Keeping.COPY);
    for (String unknown : List.of("other", "", "a\0b", "../tiny")) {
      assertThatThrownBy(() -> store.locate(unknown))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("there is no such model, only tiny, and no such file or folder");
    }
    assertThatThrownBy(() -> store.remove("../models/tiny")).isInstanceOf(BadInput.class);
  }

  @Test
  void the_usual_folder_follows_the_environment() {
    Path home = Path.of("home");

    assertThat(ModelStore.usualFolder(Map.of("UNCROP_MODELS", "m", "UNCROP_DATA", "d"), home))
        .isEqualTo(Path.of("m"));
    assertThat(ModelStore.usualFolder(Map.of("UNCROP_DATA", "d"), home))
        .isEqualTo(Path.of("d", "models"));
    assertThat(ModelStore.usualFolder(Map.of("UNCROP_MODELS", ""), home))
        .isEqualTo(Path.of("home", ".uncrop", "models"));
  }

  private InstalledModel add(String name, Path source, Keeping keeping) {
    return store.add(new ModelName(name), source, keeping, NOBODY);
  }

  private void assertOpens(String name) {
    try (Checkpoint checkpoint = Checkpoint.open(store.locate(name))) {
      assertThat(store.get(name).card().family()).contains(checkpoint.family());
    }
  }

  private void assertNothingIsLeft() {
    assertThat(filesIn(store.folder())).isSubsetOf(".lock");
  }

  private static List<String> filesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path copyOf(Path source) throws IOException {
    Path copy = folder.resolve("source");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(source.relativize(file).toString()));
      }
    }
    return copy;
  }
}
