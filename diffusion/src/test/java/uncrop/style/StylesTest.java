package uncrop.style;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.text.Tokenizer;

class StylesTest {
  private static final List<String> OF_FOOOCUS =
      List.of(
          "Fooocus Enhance",
          "Fooocus Semi Realistic",
          "Fooocus Sharp",
          "Fooocus Masterpiece",
          "Fooocus Photograph",
          "Fooocus Negative",
          "Fooocus Cinematic",
          "Fooocus Pony");
  private static final List<String> OF_SAI =
      List.of(
          "SAI 3D Model",
          "SAI Analog Film",
          "SAI Anime",
          "SAI Cinematic",
          "SAI Comic Book",
          "SAI Craft Clay",
          "SAI Digital Art",
          "SAI Enhance",
          "SAI Fantasy Art",
          "SAI Isometric",
          "SAI Line Art",
          "SAI Lowpoly",
          "SAI Neonpunk",
          "SAI Origami",
          "SAI Photographic",
          "SAI Pixel Art",
          "SAI Texture");

  @TempDir private Path folder;

  @Test
  void all_names_of_fooocus_and_sai_are_there_in_their_order() {
    List<String> names = Styles.builtIn().names().stream().map(StyleName::name).toList();

    assertThat(names).hasSize(27).startsWith("Fooocus V2", "Random Style");
    assertThat(names.subList(2, 10)).isEqualTo(OF_FOOOCUS);
    assertThat(names.subList(10, 27)).isEqualTo(OF_SAI);
    assertThat(Styles.builtIn().names()).allMatch(name -> name.origin() == Origin.BUILT_IN);
  }

  @Test
  void every_text_is_short_enough_for_one_chunk_beside_a_prompt() {
    Tokenizer clip = Tokenizer.clip();
    for (Style style : Styles.builtIn().templates()) {
      assertThat(clip.ids(style.negative())).as(style.name()).hasSizeBetween(10, 75);
      assertThat(clip.ids(style.prompt())).as(style.name()).hasSizeLessThan(50);
      assertThat(style.prompt() + style.negative()).as(style.name()).doesNotContain("(", "\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "V2, Fooocus V2",
    "v2, Fooocus V2",
    "' V 2 ', Fooocus V2",
    "fooocus-v2, Fooocus V2",
    "enhance, Fooocus Enhance",
    "SHARP, Fooocus Sharp",
    "sai-3d-model, SAI 3D Model",
    "SAI 3D Model, SAI 3D Model",
    "saicraftclay, SAI Craft Clay",
    "random style, Random Style",
    "fooocus_semi realistic, Fooocus Semi Realistic"
  })
  void a_name_is_found_in_any_spelling(String spelling, String name) {
    assertThat(Styles.builtIn().find(spelling)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "V3", "Fooocus", "anime", "\u0000", "Fooocus Sharp!"})
  void other_names_are_not_found(String name) {
    assertThat(Styles.builtIn().find(name)).isEmpty();
  }

  @Test
  void lists_are_separated_by_commas() {
    assertThat(Styles.listed("V2,Enhance,Sharp")).containsExactly("V2", "Enhance", "Sharp");
    assertThat(Styles.listed(" , V2 ,,SAI 3D Model,")).containsExactly("V2", "SAI 3D Model");
    assertThat(Styles.listed("")).isEmpty();
  }

  @Test
  void each_preset_of_stability_is_one_of_the_styles_called_sai() {
    assertThat(StylePresets.values())
        .hasSize(17)
        .extracting(preset -> StylePresets.style(preset).orElseThrow())
        .containsExactlyInAnyOrderElementsOf(OF_SAI);
    assertThat(StylePresets.style("SAI Anime")).isEmpty();
  }

  @Test
  void a_users_file_adds_styles_and_replaces_those_of_the_same_name() throws IOException {
    write(
        "mine.json",
        """
        [{"name": "my-way", "prompt": "mine {prompt}", "negative_prompt": null, "other": 1},
         {"name": "fooocus-sharp", "prompt": "as sharp as {prompt}"},
         {"name": "nothing"}]
        """);
    Styles styles = Styles.with(folder);

    assertThat(styles.names()).contains(new StyleName("My Way", Origin.USER)).hasSize(29);
    assertThat(styles.find("Sharp")).contains("Fooocus Sharp");
    assertThat(styles.template("Fooocus Sharp"))
        .contains(new Style("Fooocus Sharp", "as sharp as {prompt}", "", Origin.USER));
    assertThat(styles.template("Nothing")).contains(new Style("Nothing", "", "", Origin.USER));
  }

  @Test
  void files_are_read_by_name_and_those_of_fooocus_last_in_its_own_order() throws IOException {
    for (String file :
        List.of("sdxl_styles_diva", "sdxl_styles_sai", "z", "a", "sdxl_styles_fooocus")) {
      write(file + ".json", "[{'name':'one','prompt':'%1$s'},{'name':'%1$s'}]", file);
    }
    write("notes.txt", "no styles");

    Styles styles = Styles.with(folder);
    assertThat(styles.template("One")).map(Style::prompt).contains("sdxl_styles_diva");
    assertThat(styles.templates())
        .extracting(Style::name)
        .startsWith("One", "A", "Z", "Sdxl_styles_fooocus", "Sdxl_styles_sai", "Sdxl_styles_diva");
  }

  @Test
  void a_folder_that_is_not_there_is_no_styles() {
    assertThat(Styles.with(folder.resolve("none")).names()).isEqualTo(Styles.builtIn().names());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'name': 'a',}]                    | line 1, column",
        "'[{\"name\": '                       | line 1, column 11 (Unexpected end-of-input",
        "'\n\n[tru]'                         | line 3",
        "' '                                 | must be an array",
        "{'name': 'a'}                       | must be an array",
        "[{'name': 'a'}] [                   | is not JSON",
        "[{'name': 'a'}, {'prompt': 'b'}]    | entry 2 has no name",
        "[{'name': '  '}]                    | entry 1 has no name",
        "[{'name': 'a'}, 'b']                | entry 2 must be an object",
        "[{'name': 'a', 'prompt': 5}]        | entry 1: prompt must be text",
        "[{'name': ['a']}]                   | entry 1: name must be text",
        "[{'name': 'a', 'negative_prompt':{}}] | entry 1: negative_prompt must be text",
      })
  void a_damaged_file_is_refused_by_name_and_place(String json, String place) throws IOException {
    write("good.json", "[{'name': 'good'}]");
    write("bad.json", json.replace("%", "%%"));

    assertThatThrownBy(() -> Styles.with(folder))
        .isInstanceOf(StyleFault.class)
        .hasMessageStartingWith("styles " + folder.resolve("bad.json") + ": ")
        .hasMessageContaining(place)
        .hasMessageNotContaining("\n");
  }

  @Test
  void a_file_that_is_not_utf_8_is_refused_and_a_byte_order_mark_is_not() throws IOException {
    write("marked.json", "\uFEFF[{'name': 'marked \u00e9tude'}]");
    assertThat(Styles.with(folder).find("Marked \u00c9tude")).isPresent();

    Files.write(folder.resolve("latin.json"), "[\"\u00e9\"]".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Styles.with(folder)).hasMessageContaining("is not UTF-8");
  }

  @Test
  void the_folders_are_in_that_of_the_installation() {
    Path home = Path.of("home");
    assertThat(UserFolders.usual(Map.of(), home).styles())
        .isEqualTo(Path.of("home", ".uncrop", "styles"));
    assertThat(UserFolders.usual(Map.of("UNCROP_DATA", "data"), home))
        .isEqualTo(
            new UserFolders(
                Path.of("data", "styles"),
                Path.of("data", "wildcards"),
                Path.of("data", "expansion")));
    assertThat(UserFolders.usual(Map.of("UNCROP_DATA", " "), home))
        .isEqualTo(UserFolders.usual(Map.of(), home));
  }

  /** Single quotes stand for double ones. */
  private void write(String name, String json, Object... values) throws IOException {
    Files.writeString(folder.resolve(name), json.formatted(values).replace('\'', '"'));
  }
}
