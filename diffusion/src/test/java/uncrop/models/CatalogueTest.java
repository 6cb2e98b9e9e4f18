package uncrop.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.checkpoint.Family;
import uncrop.fault.BadInput;
import uncrop.models.CatalogueFile.Place;
import uncrop.models.Licence.ApiUse;

class CatalogueTest {
  private static final String MINE =
      """
      {"models": [{
        "name": "mine", "title": "Mine", "kind": "lora", "family": "SDXL",
        "licence": {"name": "MIT", "apiUse": "allowed"},
        "files": [{"repository": "me/mine", "revision": "v 1", "path": "a/b.safetensors",
                   "bytes": 12}]
      }]}
      """;

  @TempDir private Path folder;

  @Test
  void every_entry_that_comes_along_can_be_pulled() {
    for (CatalogueEntry entry : Catalogue.builtIn().entries()) {
      assertThat(entry.title()).as(entry.name()).isNotBlank();
      assertThat(entry.page()).as(entry.name()).startsWith("https://");
      assertThat(entry.files()).as(entry.name()).isNotEmpty();
      assertThat(entry.files()).extracting(CatalogueFile::path).doesNotHaveDuplicates();
      if (entry.kind() == Kind.CHECKPOINT || entry.kind() == Kind.TINY_DECODER) {
        assertThat(entry.family()).as(entry.name()).isPresent();
      }
      for (CatalogueFile file : entry.files()) {
        if (file.place() instanceof Place.Url(var uri)) {
          assertThat(uri.getScheme()).as(entry.name()).isEqualTo("https");
        }
        // Code is only run if it is what it should be.
        assertThat(file.checksum().isPresent() || !entry.kind().feedForward())
            .as(entry.name())
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "juggernaut_v8",
        "Unstable_diffusers_v11",
        "protovisionxl",
        "realism_engine_v3",
        "realVisXL",
        "fluentlyXL",
        "sd1.5-inpainting",
        "sdxl-inpainting"
      })
  void the_names_of_the_vocabularies_are_served(String name) {
    assertThat(Catalogue.builtIn().serving(name)).isPresent();
    assertThat(Catalogue.builtIn().serving(name.toUpperCase(java.util.Locale.ROOT))).isPresent();
  }

  @Test
  void a_licence_that_forbids_use_behind_an_api_must_be_accepted() {
    CatalogueEntry entry = Catalogue.builtIn().get("juggernaut-xl-v8");

    assertThat(entry.mustBeAccepted()).isTrue();
    assertThat(entry.licence().summary())
        .contains("not permitted to be used behind API services", "https://");
    assertThat(Catalogue.builtIn().get("lama").mustBeAccepted()).isFalse();
  }

  @Test
  void users_add_entries_and_replace_those_that_are_there() throws IOException {
    Files.writeString(folder.resolve("catalogue.json"), MINE);
    Catalogue mine = Catalogue.with(Map.of(), folder);
    Path named = Files.writeString(folder.resolve("x.json"), MINE.replace("\"mine\"", "\"lama\""));
    Catalogue changed = Catalogue.with(Map.of("UNCROP_CATALOGUE", named.toString()), folder);

    CatalogueEntry entry = mine.get("mine");
    assertThat(entry.kind()).isEqualTo(Kind.LORA);
    assertThat(entry.family()).contains(Family.SDXL);
    assertThat(entry.licence().apiUse()).isEqualTo(ApiUse.ALLOWED);
    assertThat(entry.bytes()).hasValue(12);
    assertThat(entry.files().getFirst().path()).isEqualTo("b.safetensors");
    assertThat(mine.entries()).hasSize(Catalogue.builtIn().entries().size() + 1);
    assertThat(changed.get("lama").title()).isEqualTo("Mine");
    assertThat(changed.entries()).hasSameSizeAs(Catalogue.builtIn().entries());
    assertThatThrownBy(() -> changed.get("mine"))
        .isInstanceOf(BadInput.class)
        .hasMessage("name mine: is not in the catalogue: see uncrop models available");
  }

  @Test
  void without_a_file_of_ones_own_there_is_what_comes_along() {
    assertThat(Catalogue.with(Map.of(), folder).entries()).isEqualTo(Catalogue.builtIn().entries());
    assertThatThrownBy(
            () -> Catalogue.with(Map.of("UNCROP_CATALOGUE", folder + "/none.json"), folder))
        .isInstanceOf(ModelFault.class)
        .hasMessageContaining("none.json cannot be read: it is not there");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"lora\"        | \"music\"       | entry mine: field kind music: must be one of checkpoint",
        "\"SDXL\"        | \"SD3\"         | entry mine: field family: must be one of [sd15, sdxl], not SD3",
        "\"allowed\"     | \"perhaps\"     | entry mine: field apiUse: must be one of [allowed",
        "12              | -1              | entry mine: field bytes: must be a whole number of bytes",
        "12              | 1.5             | entry mine: field bytes: must be a whole number of bytes",
        "\"bytes\": 12   | \"sha256\": \"f\" | entry mine: field sha256: is no SHA-256: f",
        "\"bytes\": 12   | \"md5\": \"xyz\"  | entry mine: field md5: is no MD5: xyz",
        "\"bytes\": 12   | \"as\": \"../x\"  | entry mine: field as: must be a path inside the model",
        "\"bytes\": 12   | \"url\": \"x y\"  | entry mine: field url: is no address: x y",
        "\"Mine\"        | 7               | entry mine: field title: must be a text",
        "\"mine\"        | \"../mine\"     | entry ../mine: field name: must be letters",
        "\"me/mine\"     | null            | entry mine: field repository: must be a text",
      })
  void a_mistake_is_told_by_file_entry_and_field(String right, String wrong, String message)
      throws IOException {
    Path file = folder.resolve("catalogue.json");
    Files.writeString(file, MINE.replaceFirst(java.util.regex.Pattern.quote(right), wrong));

    assertThatThrownBy(() -> Catalogue.with(Map.of(), folder))
        .isInstanceOf(ModelFault.class)
        .hasMessageStartingWith(file + ", " + message);
  }

  @Test
  void what_is_no_catalogue_is_told_with_its_line() throws IOException {
    Path file = folder.resolve("catalogue.json");
    Files.writeString(file, "{\n\"models\": [\n}");
    assertThatThrownBy(() -> Catalogue.with(Map.of(), folder))
        .hasMessageStartingWith(file + ", line 3: is no JSON: ");
    for (String other : List.of("{}", "[]", "null", "{\"models\": {}}", "")) {
      Files.writeString(file, other);
      assertThatThrownBy(() -> Catalogue.with(Map.of(), folder))
          .as(other)
          .isInstanceOf(ModelFault.class)
          .hasMessageContaining(file.toString());
    }
    String entry = MINE.substring(MINE.indexOf("[") + 1, MINE.lastIndexOf("]"));
    Files.writeString(file, "{\"models\": [" + entry + "," + entry + "]}");
    assertThatThrownBy(() -> Catalogue.with(Map.of(), folder))
        .hasMessageEndingWith("entry mine: is there twice: mine");
  }

  @Test
  void code_is_known_by_its_sum() {
    assertThat(
            Catalogue.builtIn()
                .knows(
                    Checksum.sha256(
                        "344C77BBCB158F17DD143070D1E789F38A66C04202311AE3A258EF66667A9EA9")))
        .isTrue();
    assertThat(Catalogue.builtIn().knows(Checksum.sha256("0".repeat(64)))).isFalse();
  }
}
