package uncrop.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static uncrop.models.download.TroubledServer.droppingAfter;
import static uncrop.models.download.TroubledServer.failing;
import static uncrop.models.download.TroubledServer.giving;
import static uncrop.models.download.TroubledServer.redirecting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.Family;
import uncrop.fault.BadInput;
import uncrop.models.Licence.ApiUse;
import uncrop.models.LicenceCard.Acceptance;
import uncrop.models.download.DownloadFault;
import uncrop.models.download.Downloader;
import uncrop.models.download.Downloader.Patience;
import uncrop.models.download.TroubledServer;

class PullerTest {
  private static final Path LORA =
      Path.of("../checkpoints/src/test/resources/loras/kohya-sdxl.safetensors");
  private static final String AT = "/me/things/resolve/main/";
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final ModelName NAME = new ModelName("it");
  private static final Puller.Listener NOBODY =
      new Puller.Listener() {
        @Override
        public void fetching(String file, long done, long total) {}

        @Override
        public void checking(double share) {}
      };

  @TempDir private Path folder;
  private byte[] lora;
  private TroubledServer server;
  private Downloader downloader;
  private ModelStore store;

  @BeforeEach
  void open() throws IOException {
    lora = Files.readAllBytes(LORA);
    server = new TroubledServer().with(AT + "lora.safetensors", lora);
    downloader = new Downloader(new Patience(Duration.ofSeconds(20), 3), time -> {}, CLOCK);
    store = new ModelStore(folder.resolve("models"), CLOCK);
  }

  @AfterEach
  void close() {
    downloader.close();
    server.close();
  }

  @Test
  void a_model_is_fetched_from_the_hubs_layout_and_installed() {
    server.then(droppingAfter(lora.length / 2));

    InstalledModel model = pull(entry(file("lora.safetensors", TroubledServer.sha256(lora))));

    assertThat(model.kind()).isEqualTo(Kind.LORA);
    assertThat(model.card().entry()).contains("thing");
    assertThat(model.card().licence()).contains(new LicenceCard(licence(ApiUse.ALLOWED), none()));
    assertThat(model.card().mayBeServed()).isTrue();
    assertThat(store.get("it")).isEqualTo(model);
    assertThat(store.verify("it", share -> {}).damages()).isEmpty();
    assertThat(server.asked()).hasSize(2);
    assertThat(server.asked().getFirst().path()).isEqualTo(AT + "lora.safetensors");
    assertNothingElseIsLeft();
  }

  @Test
  void a_model_of_several_files_goes_on_with_those_that_are_missing() throws IOException {
    TorchSave.patch(
        folder.resolve("p"), Map.of("diffusion_model.out.0.weight", new long[] {8, 4, 3, 3}));
    TorchSave.tensors(folder.resolve("h"), Map.of("head", new long[] {8, 5, 3, 3}));
    server.with(AT + "a.patch", Files.readAllBytes(folder.resolve("p")));
    CatalogueEntry patch =
        new CatalogueEntry(
            "thing",
            "Thing",
            Kind.INPAINT_PATCH,
            Optional.of(Family.SDXL),
            licence(ApiUse.UNKNOWN),
            List.of(),
            "https://page",
            List.of(file("a.patch", ""), file("head.pth", "")),
            false);

    assertThatThrownBy(() -> pull(patch))
        .isInstanceOf(DownloadFault.class)
        .hasMessageContaining("404");
    assertThat(store.names()).isEmpty();
    server.with(AT + "head.pth", Files.readAllBytes(folder.resolve("h")));
    InstalledModel model = pull(patch);

    assertThat(model.head()).hasFileName("head.pth").isRegularFile();
    assertThat(server.asked().stream().filter(asked -> asked.path().endsWith("a.patch")))
        .hasSize(1);
    assertNothingElseIsLeft();
  }

  @Test
  void wrong_bytes_are_deleted_and_can_be_pulled_again() {
    byte[] wrong = lora.clone();
    wrong[wrong.length - 1] ^= 1;
    CatalogueEntry entry = entry(file("lora.safetensors", TroubledServer.sha256(lora)));
    server.then(giving(wrong));

    assertThatThrownBy(() -> pull(entry))
        .isInstanceOf(ModelFault.class)
        .hasMessageContaining("lora.safetensors came with the SHA-256 ")
        .hasMessageContaining("and should have " + TroubledServer.sha256(lora));
    assertThat(store.names()).isEmpty();
    assertThat(pull(entry).kind()).isEqualTo(Kind.LORA);
  }

  @Test
  void the_hubs_own_sum_counts_where_the_catalogue_has_none() throws IOException {
    try (TroubledServer elsewhere = new TroubledServer().with("/blob", new byte[100])) {
      server.then(
          redirecting(
              elsewhere.uri("/blob"), "X-Linked-Etag", '"' + TroubledServer.sha256(lora) + '"'));

      assertThatThrownBy(() -> pull(entry(file("lora.safetensors", ""))))
          .hasMessageContaining("and should have " + TroubledServer.sha256(lora));
    }
  }

  @Test
  void what_came_and_is_no_such_model_is_not_kept() {
    server.with(
        AT + "lora.safetensors", "no model".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThatThrownBy(() -> pull(entry(file("lora.safetensors", ""))))
        .isInstanceOf(CheckpointFault.class);
    assertThat(store.names()).isEmpty();
    server.with(AT + "lora.safetensors", lora);
    assertThat(pull(entry(file("lora.safetensors", ""))).kind()).isEqualTo(Kind.LORA);
  }

  @Test
  void a_licence_that_forbids_services_is_accepted_or_nothing_is_fetched() {
    CatalogueEntry forbidden =
        new CatalogueEntry(
            "thing",
            "Thing",
            Kind.LORA,
            Optional.empty(),
            licence(ApiUse.FORBIDDEN),
            List.of(),
            "https://page",
            List.of(file("lora.safetensors", "")),
            false);

    assertThatThrownBy(() -> pull(forbidden))
        .isInstanceOf(BadInput.class)
        .hasMessage("accept-licence thing: must be said: A licence: be good (https://licence)");
    assertThat(server.asked()).isEmpty();

    Acceptance accepted = new Acceptance("me", NOW, forbidden.licence().summary());
    InstalledModel model = puller().pull(forbidden, NAME, Optional.of(accepted), NOBODY);
    assertThat(store.get("it").card().licence().orElseThrow().accepted()).contains(accepted);
    assertThat(model.card().mayBeServed()).isTrue();
    assertThat(new LicenceCard(forbidden.licence(), none()).mayBeServed()).isFalse();
  }

  @Test
  void a_name_that_is_taken_is_told_before_anything_is_fetched() {
    store.add(NAME, LORA, Keeping.COPY, share -> {});

    assertThatThrownBy(() -> pull(entry(file("lora.safetensors", ""))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("there is a model it");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void the_same_name_is_pulled_once_at_a_time() {
    CatalogueEntry entry = entry(file("lora.safetensors", ""));
    Puller.Listener pulling =
        new Puller.Listener() {
          @Override
          public void fetching(String file, long done, long total) {
            assertThatThrownBy(() -> pull(entry))
                .isInstanceOf(ModelFault.class)
                .hasMessage("it is being pulled by another process: wait until it is done");
          }

          @Override
          public void checking(double share) {}
        };

    InstalledModel model = puller().pull(entry, NAME, none(), pulling);

    assertThat(store.verify("it", share -> {}).damages()).isEmpty();
    assertThat(model.kind()).isEqualTo(Kind.LORA);
  }

  @Test
  void an_import_meanwhile_leaves_what_has_come() {
    CatalogueEntry entry = entry(file("lora.safetensors", ""));
    server.then(droppingAfter(lora.length / 2), failing(404));
    assertThatThrownBy(() -> pull(entry)).isInstanceOf(DownloadFault.class);

    store.add(new ModelName("other"), LORA, Keeping.COPY, share -> {});
    pull(entry);

    assertThat(server.asked().getLast().header("Range")).isPresent();
  }

  @Test
  void a_pull_that_nobody_wants_to_go_on_with_is_removed_by_its_name() {
    CatalogueEntry entry = entry(file("lora.safetensors", ""));
    server.then(droppingAfter(lora.length / 2), failing(404));
    assertThatThrownBy(() -> pull(entry)).isInstanceOf(DownloadFault.class);
    assertThat(store.folder()).isDirectoryContaining("glob:**.pulling-it");

    store.remove("it");

    assertThat(store.folder()).isDirectoryNotContaining("glob:**.pulling-it");
    assertThatThrownBy(() -> store.remove("it")).isInstanceOf(BadInput.class);
  }

  @Test
  void a_file_larger_than_the_disk_is_not_begun() {
    CatalogueFile huge =
        new CatalogueFile(
            new CatalogueFile.Place.Hub("me/things", "main", "lora.safetensors"),
            "lora.safetensors",
            OptionalLong.of(Long.MAX_VALUE),
            Optional.empty());

    assertThatThrownBy(() -> pull(entry(huge)))
        .isInstanceOf(ModelFault.class)
        .hasMessageContaining("and there is room for ");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void an_entry_without_files_says_where_they_are() {
    assertThatThrownBy(() -> pull(entry()))
        .isInstanceOf(ModelFault.class)
        .hasMessage(
            "nobody may hand out the files of thing: fetch them from https://page and import them");
  }

  @Test
  void mirror_and_token_come_from_the_user_or_the_environment() {
    Map<String, String> environment =
        Map.of("UNCROP_HUB_MIRROR", "http://mirror:8080/hub/", "HF_TOKEN", "hf");

    assertThat(Hub.of(none(), none(), Map.of()).base()).hasToString("https://huggingface.co");
    Hub mirror = Hub.of(none(), none(), environment);
    assertThat(mirror.base()).hasToString("http://mirror:8080/hub");
    assertThat(mirror.token()).contains("hf");
    assertThat(mirror.remote(entry(), file("a b/c#d.bin", "")).uri())
        .hasToString("http://mirror:8080/hub/me/things/resolve/main/a%20b/c%23d.bin");
    Hub own = Hub.of(Optional.of("https://own"), Optional.of("mine"), environment);
    assertThat(own.base()).hasToString("https://own");
    assertThat(own.token()).contains("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere", "ftp://x", "http://", "https:// x"})
  void a_mirror_that_is_no_address_is_told(String mirror) {
    assertThatThrownBy(() -> Hub.of(Optional.of(mirror), none(), Map.of()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("must be an address");
    assertThatThrownBy(() -> Hub.of(none(), Optional.of("two words"), Map.of()))
        .hasMessage("token (not shown): must be one word");
  }

  private InstalledModel pull(CatalogueEntry entry) {
    return puller().pull(entry, NAME, none(), NOBODY);
  }

  private Puller puller() {
    return new Puller(store, new Hub(server.uri(""), Optional.of("secret")), downloader);
  }

  private void assertNothingElseIsLeft() {
    try (Stream<Path> files = Files.list(store.folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("it", ".lock");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static CatalogueEntry entry(CatalogueFile... files) {
    return new CatalogueEntry(
        "thing",
        "Thing",
        Kind.LORA,
        Optional.empty(),
        licence(ApiUse.ALLOWED),
        List.of(),
        "https://page",
        List.of(files),
        false);
  }

  private static Licence licence(ApiUse use) {
    return new Licence("A licence", use, "https://licence", "be good");
  }

  private static CatalogueFile file(String path, String sha256) {
    return new CatalogueFile(
        new CatalogueFile.Place.Hub("me/things", "main", path),
        path,
        OptionalLong.empty(),
        sha256.isEmpty() ? Optional.empty() : Optional.of(Checksum.sha256(sha256)));
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
