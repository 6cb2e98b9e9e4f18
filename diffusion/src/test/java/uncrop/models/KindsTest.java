package uncrop.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.SafetensorsWriter;
import uncrop.fault.BadInput;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.vae.TinyDecoder;

/** What a file is is seen from what is in it, and what can be checked is. */
class KindsTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Path TINY_FILE =
      RESOURCES.resolve("parity/tiny-sd15-inpaint.single.safetensors");
  private static final Path TAESD = RESOURCES.resolve("networks/taesd");
  private static final Path LORAS = Path.of("../checkpoints/src/test/resources/loras");
  private static final DoubleConsumer NOBODY = share -> {};
  private static final String WEIGHT = "diffusion_model.input_blocks.0.0.weight";

  @TempDir private Path folder;
  private ModelStore store;

  @BeforeEach
  void open() {
    store =
        new ModelStore(
            folder.resolve("models"), InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")));
  }

  @ParameterizedTest
  @CsvSource({"kohya-sdxl, SDXL", "kohya-sd15,", "peft,"})
  void a_lora(String name, Family family) {
    InstalledModel model = add(LORAS.resolve(name + ".safetensors"));

    assertThat(model.kind()).isEqualTo(Kind.LORA);
    assertThat(model.card().family()).isEqualTo(Optional.ofNullable(family));
    assertThat(model.checkpoint()).isRegularFile();
    assertSound(model);
  }

  @ParameterizedTest
  @CsvSource({
    "taesd_decoder.safetensors, taesd_decoder.safetensors, SD15",
    "taesd_decoder.safetensors, taesdxl_decoder.safetensors, SDXL",
    "diffusers.safetensors, TAESDXL.safetensors, SDXL",
  })
  void a_tiny_decoder_is_for_the_family_that_its_file_names(
      String file, String called, Family family) throws IOException {
    InstalledModel model = add(Files.copy(TAESD.resolve(file), folder.resolve(called)));

    assertThat(model.kind()).isEqualTo(Kind.TINY_DECODER);
    assertThat(model.card().family()).contains(family);
    assertSound(model);
    TinyDecoder.open(model.checkpoint(), Placement.onCpu(Precision.FP32)).close();
  }

  @Test
  void a_tiny_decoder_of_no_known_name_needs_to_be_told() {
    Path file = TAESD.resolve("diffusers.safetensors");
    ImportOrder order = ImportOrder.of(new ModelName("x"), file, Keeping.LINK);

    assertThatThrownBy(() -> store.add(order, NOBODY))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageContaining("say --family sd15 or sdxl");

    InstalledModel model = store.add(order.as(Optional.empty(), Optional.of(Family.SDXL)), NOBODY);
    assertThat(model.card().family()).contains(Family.SDXL);
    assertSound(model);
  }

  @Test
  void a_tiny_decoder_in_a_folder_of_diffusers() throws IOException {
    Path source = Files.createDirectory(folder.resolve("taesd"));
    Files.copy(
        TAESD.resolve("diffusers.safetensors"),
        source.resolve("diffusion_pytorch_model.safetensors"));
    Files.writeString(source.resolve("config.json"), "{\"_class_name\": \"AutoencoderTiny\"}");

    InstalledModel model = add(source);

    assertThat(model.kind()).isEqualTo(Kind.TINY_DECODER);
    assertThat(model.checkpoint()).hasFileName("diffusion_pytorch_model.safetensors");
    assertSound(model);
  }

  @Test
  void the_encoder_of_a_tiny_autoencoder_is_not_what_previews_need() {
    assertRefused(TAESD.resolve("taesd_encoder.safetensors"), "previews need its decoder");
  }

  @Test
  void an_inpaint_patch_is_two_files() throws IOException {
    Path source = Files.createDirectory(folder.resolve("inpaint"));
    Path patch = source.resolve("inpaint_v26.fooocus.patch");
    TorchSave.patch(patch, Map.of(WEIGHT, new long[] {8, 4, 3, 3}));
    assertRefused(patch, "lacks its head: put fooocus_inpaint_head.pth beside it");
    TorchSave.tensors(source.resolve("other.pth"), Map.of("head", new long[] {8}));
    assertRefused(patch, "lacks its head");
    Path head = source.resolve("fooocus_inpaint_head.pth");
    TorchSave.tensors(head, Map.of("head", new long[] {8, 5, 3, 3}));
    assertRefused(head, "name the patch, such as inpaint_v26.fooocus.patch");

    InstalledModel model = add(patch);

    assertThat(model.kind()).isEqualTo(Kind.INPAINT_PATCH);
    assertThat(model.card().family()).contains(Family.SDXL);
    assertThat(model.checkpoint()).hasFileName("inpaint_v26.fooocus.patch");
    assertThat(model.head()).hasFileName("fooocus_inpaint_head.pth").isRegularFile();
    assertSound(model);
    store.remove("x");
    assertThat(add(source).head()).isRegularFile();
    store.remove("x");
    TorchSave.patch(source.resolve("inpaint.fooocus.patch"), Map.of(WEIGHT, new long[] {8}));
    assertRefused(source, "has 2 files *.patch: name the one");
  }

  @Test
  void tensors_that_are_no_changes_in_bytes_are_no_patch() {
    Path file = folder.resolve("inpaint.fooocus.patch");
    TorchSave.tensors(
        file,
        Map.of(
            WEIGHT + ".0", new long[] {8}, WEIGHT + ".1", new long[0], WEIGHT + ".2", new long[0]));

    assertThatThrownBy(() -> store.add(as(Kind.INPAINT_PATCH, file), NOBODY))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageContaining("is no inpaint patch");
  }

  @Test
  void a_prompt_expansion_is_a_folder() throws IOException {
    Path source = gpt2(3);
    Files.writeString(source.resolve("README.md"), "not needed");

    InstalledModel model = add(source);

    assertThat(model.kind()).isEqualTo(Kind.PROMPT_EXPANSION);
    assertThat(model.card().family()).isEmpty();
    assertThat(model.checkpoint()).isDirectoryContaining("glob:**vocab.json");
    assertThat(model.card().files())
        .extracting(ModelCard.FileCard::path)
        .containsExactly(
            "model.safetensors", "config.json", "vocab.json", "merges.txt", "positive.txt");
    assertSound(model);
  }

  @Test
  void a_prompt_expansion_with_another_models_vocabulary_is_refused() throws IOException {
    assertRefused(gpt2(4), "has a network for 4 tokens and a vocab.json of 3");
    Files.delete(folder.resolve("gpt2/merges.txt"));
    assertRefused(folder.resolve("gpt2/model.safetensors"), "lacks merges.txt");
  }

  private Path gpt2(long tokens) throws IOException {
    Path source = Files.createDirectory(folder.resolve("gpt2"));
    Files.writeString(source.resolve("vocab.json"), "{\"a\": 0, \"b\": 1, \"c\": 2}");
    Files.writeString(source.resolve("merges.txt"), "#version: 0.2\n");
    Files.writeString(source.resolve("config.json"), "{}");
    Files.writeString(source.resolve("positive.txt"), "a\nb\n");
    write(
        source.resolve("model.safetensors"),
        Map.of(
            "transformer.wte.weight", new long[] {tokens, 8},
            "transformer.wpe.weight", new long[] {16, 8},
            "transformer.h.0.attn.c_attn.weight", new long[] {8, 24}));
    return source;
  }

  @ParameterizedTest
  @CsvSource({
    "LAMA, 'picture: Tensor, hole: Tensor', picture",
    "MI_GAN, 'x: Tensor', 'x[:, 1:4]'",
  })
  void a_network_that_brings_its_code_is_imported_if_it_is_trusted(
      Kind kind, String takes, String gives) throws IOException {
    Path file = script("def forward(self, %s) -> Tensor:%n    return %s%n".formatted(takes, gives));
    assertRefused(file, "holds code that will be run, and no file that is known (SHA-256 ");
    assertRefused(file, "say --trust if you trust who made it");

    InstalledModel model =
        store.add(ImportOrder.of(new ModelName("x"), file, Keeping.COPY).trusting(true), NOBODY);

    assertThat(model.kind()).isEqualTo(kind);
    assertThat(model.kind().feedForward()).isTrue();
    assertSound(model);
    Files.write(model.checkpoint(), new byte[1], StandardOpenOption.APPEND);
    assertThat(store.verify("x", NOBODY).damages()).hasSize(1);
  }

  @Test
  void code_that_paints_no_pictures_is_refused() {
    Path file = script("def forward(self, x: Tensor) -> Tensor:\n    return x\n");
    ImportOrder order = ImportOrder.of(new ModelName("x"), file, Keeping.COPY).trusting(true);

    assertThatThrownBy(() -> store.add(order, NOBODY))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageContaining("is neither LaMa nor MI-GAN: MI-GAN gave [1, 4, 512, 512]");
    assertThat(store.names()).isEmpty();
  }

  private Path script(String forward) {
    Path file = folder.resolve("net.pt");
    try (QualifiedName name = new QualifiedName("Net");
        JitModule module = new JitModule(name)) {
      module.define(forward);
      module.save(file.toString());
    }
    return file;
  }

  @Test
  void what_is_nothing_of_these_hears_what_can_be_imported() {
    Path file = folder.resolve("other.safetensors");
    write(file, Map.of("encoder.layer.0.weight", new long[] {4}));

    assertRefused(file, "what can be imported is a Stable Diffusion 1.5 or XL checkpoint");
    assertRefused(file, "a LoRA, a Fooocus inpaint patch with its head beside it, a TAESD decoder");
  }

  @ParameterizedTest
  @EnumSource(names = {"LORA", "TINY_DECODER", "PROMPT_EXPANSION", "INPAINT_PATCH"})
  void a_checkpoint_that_is_said_to_be_something_else_is_refused(Kind kind) {
    assertThatThrownBy(() -> store.add(as(kind, TINY_FILE), NOBODY))
        .isInstanceOf(CheckpointFault.class);
    assertThat(store.installed()).isEmpty();
  }

  @Test
  void only_sound_models_count_as_installed() throws IOException {
    store.add(new ModelName("base"), TINY_FILE, Keeping.COPY, NOBODY);
    store.add(new ModelName("gone"), TINY_FILE, Keeping.COPY, NOBODY);
    store.add(new ModelName("torn"), TINY_FILE, Keeping.COPY, NOBODY);
    store.add(new ModelName("lora"), LORAS.resolve("peft.safetensors"), Keeping.COPY, NOBODY);
    FolderTree.delete(store.get("gone").base());
    Files.writeString(store.get("torn").folder().resolve("model.json"), "{");

    assertThat(store.names()).containsExactly("base", "gone", "lora", "torn");
    assertThat(store.installed()).extracting(InstalledModel::name).containsExactly("base", "lora");
    assertThat(store.installed(Kind.LORA)).extracting(InstalledModel::name).containsExactly("lora");
    assertThat(store.installed(Kind.LAMA)).isEmpty();
  }

  @Test
  void a_card_from_before_there_were_kinds_is_that_of_a_checkpoint() throws IOException {
    InstalledModel model = add(TINY_FILE);
    Path card = model.folder().resolve("model.json");
    Files.writeString(
        card,
        Files.readString(card)
            .replaceFirst("\"kind\" : \"CHECKPOINT\",\\s*", "")
            .replaceFirst(",\\s*\"licence\" : null,\\s*\"entry\" : null", ""));
    assertThat(card).content().doesNotContain("kind", "licence", "entry");

    assertThat(store.get("x")).isEqualTo(model);
    assertThat(store.get("x").card().mayBeServed()).isTrue();
  }

  @Test
  void kinds_are_named_as_they_are_shown() {
    for (Kind kind : Kind.values()) {
      assertThat(Kind.named(kind.word())).isEqualTo(kind);
      assertThat(Kind.named(" " + kind.name().replace('_', '-'))).isEqualTo(kind);
    }
    assertThatThrownBy(() -> Kind.named("vae"))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "kind vae: must be one of checkpoint, lora, inpaint-patch, tiny-decoder,"
                + " prompt-expansion, lama, mi-gan");
  }

  private InstalledModel add(Path source) {
    return store.add(new ModelName("x"), source, Keeping.COPY, NOBODY);
  }

  private static ImportOrder as(Kind kind, Path source) {
    return ImportOrder.of(new ModelName("x"), source, Keeping.COPY)
        .as(Optional.of(kind), Optional.empty());
  }

  private void assertSound(InstalledModel model) {
    assertThat(store.get(model.name())).isEqualTo(model);
    assertThat(store.verify(model.name(), NOBODY).damages()).isEmpty();
  }

  private void assertRefused(Path source, String reason) {
    assertThatThrownBy(() -> add(source))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageContaining(reason);
    assertThat(store.names()).isEmpty();
  }

  private static void write(Path file, Map<String, long[]> shapes) {
    try (TensorScope _ = TensorScope.open()) {
      Map<String, Tensor> tensors = new HashMap<>();
      shapes.forEach((name, shape) -> tensors.put(name, Tensor.zeros(DType.FP16, shape)));
      SafetensorsWriter.write(file, tensors, Map.of());
    }
  }
}
