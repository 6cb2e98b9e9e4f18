package uncrop.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.geometry.Size;
import uncrop.picture.Format;
import uncrop.picture.Picture;
import uncrop.picture.PictureLimits;
import uncrop.picture.PictureReader;
import uncrop.pixels.Raster;

class ExtendTest {
  @TempDir private Path folder;

  private CommandRun extend(String... arguments) {
    return CommandRun.of(
        Stream.concat(Stream.of("extend", "--engine", "pad"), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String picture(String name, int width, int height) {
    return TestPictures.write(folder.resolve(name), width, height).toString();
  }

  private List<String> names(String inside) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(inside))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void margins_widen_the_picture_and_keep_every_source_pixel() {
    String in = picture("in.png", 40, 30);

    CommandRun run = extend(in, "--left", "25%", "--bottom", "7", "-o", path("out.png"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEmpty();
    Raster source = TestPictures.noise(40, 30);
    Raster out = TestPictures.read(folder.resolve("out.png")).raster();
    assertThat(out.size()).isEqualTo(new Size(50, 37));
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        assertThat(out.at(x + 10, y)).isEqualTo(source.at(x, y));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--left -5 --right 10 | 45x30",
        "--size 64x48 | 64x48",
        "--size 64x48 --anchor bottom-right | 64x48",
        "--aspect 16:9 | 53x30",
        "--aspect 1:1 --anchor top | 40x40",
        "--zoom-out 1.5 | 60x45",
        "--zoom-out 2 --anchor 0,0 | 80x60",
      })
  void each_way_to_say_how_far_gives_its_canvas(String arguments, String size) {
    String in = picture("in.png", 40, 30);

    CommandRun run =
        extend(
            Stream.concat(
                    Stream.of(in, "-o", path("out.png"), "--fill", "mirror"),
                    Stream.of(arguments.split(" ")))
                .toArray(String[]::new));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(TestPictures.read(folder.resolve("out.png")).raster().size()).hasToString(size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--left 10 --size 100x100",
        "--aspect 1:1 --zoom-out 2",
        "--left 10 --anchor top",
        "--left ten",
        "--size 100",
        "--aspect 0:1",
        "--zoom-out 0.5x",
        "--size 100x100 --anchor middle",
        "--left 10 --samples 0",
        "--left 10 --seed -1",
        "--left 10 --band -1",
        "--left 10 --quality 0",
        "--left 10 --quality 101",
        "--left 10 --format tiff",
        "--left 10 --format jpeg",
        "--left 10 --invert-mask",
        "--left 10 --threads 0",
        "--left 10 --limit-mp 0",
        "--left 10 --engine magic",
        "--left 10 --sideways",
      })
  void options_that_make_no_sense_are_usage_errors_and_write_nothing(String arguments)
      throws IOException {
    String in = picture("in.png", 4, 3);

    CommandRun run =
        CommandRun.of(
            Stream.concat(
                    Stream.of("extend", in, "-o", path("out.png")),
                    Stream.of(arguments.split(" ")).filter(word -> !word.isEmpty()))
                .toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(2).last().isEqualTo("Try 'uncrop extend --help'.");
    assertThat(names(".")).containsExactly("in.png");
  }

  @Test
  void a_usage_error_names_the_options_that_exclude_each_other() {
    CommandRun run = extend("in.png", "--left", "1", "--size", "9x9", "-o", "out.png");

    assertThat(run.err())
        .startsWith("uncrop: --left/--right/--top/--bottom and --size exclude each other");
  }

  @Test
  void a_seed_makes_the_same_file_again() throws IOException {
    String in = picture("in.png", 20, 20);

    extend(in, "--left", "9", "--seed", "5", "-o", path("a.png"));
    extend(in, "--left", "9", "--seed", "5", "-o", path("b.png"));

    assertThat(folder.resolve("a.png")).hasSameBinaryContentAs(folder.resolve("b.png"));
  }

  @Test
  void without_a_seed_the_one_that_was_drawn_is_reported() {
    String in = picture("in.png", 20, 20);

    CommandRun run = extend(in, "--left", "9", "-o", path("a.png"));

    assertThat(run.err()).containsPattern("a\\.png: 29x20, pad, seed \\d+, \\d+\\.\\d s");
  }

  @Test
  void samples_are_numbered() throws IOException {
    String in = picture("in.png", 20, 20);

    CommandRun run = extend(in, "--left", "9", "--samples", "3", "-o", path("out/wide.png"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(names("out")).containsExactly("wide-1.png", "wide-2.png", "wide-3.png");
  }

  @Test
  void a_folder_of_pictures_goes_to_a_folder_in_the_formats_they_have() throws IOException {
    Files.createDirectory(folder.resolve("in"));
    picture("in/a.png", 8, 8);
    picture("in/b.jpeg", 8, 8);
    picture("in/c.webp", 8, 8);
    Files.writeString(folder.resolve("in/notes.txt"), "not a picture");

    CommandRun run = extend(path("in"), "--left", "4", "-o", path("out"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(names("out")).containsExactly("a.png", "b.jpeg", "c.webp");
    assertThat(TestPictures.read(folder.resolve("out/b.jpeg")).format()).isEqualTo(Format.JPEG);
  }

  @Test
  void patterns_are_expanded_where_the_shell_did_not() throws IOException {
    Files.createDirectories(folder.resolve("in/deep"));
    picture("in/a.png", 8, 8);
    picture("in/b.png", 8, 8);
    picture("in/b.webp", 8, 8);
    picture("in/deep/d.png", 8, 8);

    extend(path("in/*.png"), "--left", "4", "-o", path("flat"));
    extend(path("in/**.png"), "--left", "4", "-o", path("deep"));

    assertThat(names("flat")).containsExactly("a.png", "b.png");
    assertThat(names("deep")).containsExactly("a.png", "b.png", "d.png");
  }

  @Test
  void a_file_whose_name_looks_like_a_pattern_is_that_file() throws IOException {
    String in = picture("a[1].png", 8, 8);
    picture("a1.png", 9, 9);

    CommandRun run = extend(in, "--left", "4", "-o", path("out.png"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(TestPictures.read(folder.resolve("out.png")).raster().size())
        .isEqualTo(new Size(12, 8));
  }

  @Test
  void two_inputs_never_share_an_output() throws IOException {
    String jpeg = picture("a.jpg", 8, 8);
    String png = picture("a.png", 16, 8);

    CommandRun run = extend(jpeg, png, "--left", "4", "--format", "png", "-o", path("out"));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(names("out")).containsExactly("a-2.png", "a.png");
    assertThat(TestPictures.read(folder.resolve("out/a-2.png")).raster().width()).isEqualTo(20);
  }

  @Test
  void an_input_given_twice_is_painted_once() throws IOException {
    String in = picture("a.png", 8, 8);

    extend(in, path("./a.png"), path("*.png"), "--left", "4", "-o", path("out"));

    assertThat(names("out")).containsExactly("a.png");
  }

  @Test
  void existing_outputs_are_kept_unless_forced() throws IOException {
    String in = picture("in.png", 8, 8);
    Path out = Files.writeString(folder.resolve("out.png"), "mine");

    CommandRun kept = extend(in, "--left", "4", "-o", out.toString());

    assertThat(kept.exitCode()).isZero();
    assertThat(kept.err()).contains("kept").contains("--force");
    assertThat(out).hasContent("mine");
    assertThat(extend(in, "--left", "4", "--force", "-o", out.toString()).exitCode()).isZero();
    assertThat(TestPictures.read(out).raster().width()).isEqualTo(12);
  }

  @Test
  void an_input_is_never_overwritten_not_even_with_force_or_through_a_link() throws IOException {
    String in = picture("in.png", 8, 8);
    byte[] before = Files.readAllBytes(Path.of(in));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);

    for (String out : List.of(in, path("./in.png"), link.resolve("in.png").toString())) {
      CommandRun run = extend(in, "--left", "4", "--force", "-o", out);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("never overwritten");
      assertThat(Path.of(in)).hasBinaryContent(before);
    }
  }

  @Test
  void no_input_is_overwritten_by_the_result_of_another() throws IOException {
    Files.createDirectory(folder.resolve("other"));
    String first = picture("a.png", 8, 8);
    String second = picture("other/a.png", 9, 9);

    CommandRun run = extend(first, second, "--left", "4", "--force", "-o", path("other"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(TestPictures.read(Path.of(second)).raster().size()).isEqualTo(new Size(9, 9));
    assertThat(names("other")).containsExactly("a-2.png", "a.png");
  }

  @Test
  void one_bad_picture_stops_no_other_and_is_named_at_the_end() throws IOException {
    String good = picture("a.png", 8, 8);
    String bad = Files.writeString(folder.resolve("b.png"), "no picture").toString();
    String alsoGood = picture("c.png", 8, 8);

    CommandRun run = extend(good, bad, alsoGood, path("none.png"), "--left", "4", "-o", path("o"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(names("o")).containsExactly("a.png", "c.png");
    assertThat(run.err().lines().toList().reversed().subList(0, 3))
        .satisfiesExactly(
            last -> assertThat(last).startsWith("uncrop: " + path("none.png") + ": "),
            last -> assertThat(last).startsWith("uncrop: " + bad + ": "),
            last -> assertThat(last).isEqualTo("2 done, 0 kept, 2 failed"));
  }

  @Test
  void an_empty_folder_is_a_failure() throws IOException {
    Files.createDirectory(folder.resolve("empty"));

    CommandRun run = extend(path("empty"), "--left", "4", "-o", path("out"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(path("empty")).contains("holds no picture");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void several_inputs_need_a_folder() {
    CommandRun run =
        extend(picture("a.png", 8, 8), path("b.png"), "--left", "4", "-o", path("o.png"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("several pictures go to a folder");
  }

  @Test
  void an_output_without_a_known_ending_needs_a_format() {
    String in = picture("in.png", 8, 8);

    assertThat(extend(in, "--left", "4", "-o", path("out.tiff")).exitCode()).isEqualTo(2);
    assertThat(extend(in, "--left", "4", "--format", "webp", "-o", path("out.tiff")).exitCode())
        .isZero();
    assertThat(TestPictures.read(folder.resolve("out.tiff")).format()).isEqualTo(Format.WEBP);
  }

  @Test
  void standard_input_and_output_are_a_dash() throws IOException {
    byte[] in = Files.readAllBytes(Path.of(picture("in.png", 8, 8)));

    CommandRun run =
        CommandRun.fed(in, "extend", "-", "--right", "4", "--engine", "pad", "-o", "-");

    assertThat(run.exitCode()).as(run.err()).isZero();
    Picture out = new PictureReader(PictureLimits.DEFAULT).read(run.out(), "-");
    assertThat(out.raster().size()).isEqualTo(new Size(12, 8));
    assertThat(out.format()).isEqualTo(Format.PNG);
  }

  @Test
  void a_mask_is_painted_over_too_and_may_be_inverted() {
    String in = picture("in.png", 8, 8);
    Raster half = new Raster(8, 8);
    for (int i = 0; i < 64; i++) {
      half.argb()[i] = i % 8 < 4 ? 0xFFFFFFFF : 0xFF000000;
    }
    String mask = TestPictures.write(folder.resolve("mask.png"), half).toString();

    extend(in, "--right", "2", "--mask", mask, "--fill", "#102030", "-o", path("a.png"));
    extend(
        in,
        "--right",
        "2",
        "--mask",
        mask,
        "--invert-mask",
        "--fill",
        "#102030",
        "-o",
        path("b.png"));

    Raster a = TestPictures.read(folder.resolve("a.png")).raster();
    Raster b = TestPictures.read(folder.resolve("b.png")).raster();
    Raster source = TestPictures.noise(8, 8);
    assertThat(a.at(0, 0)).isEqualTo(0xFF102030);
    assertThat(a.at(7, 0)).isEqualTo(source.at(7, 0));
    assertThat(b.at(0, 0)).isEqualTo(source.at(0, 0));
    assertThat(b.at(7, 0)).isEqualTo(0xFF102030);
  }

  @Test
  void limits_refuse_large_canvases_and_large_files() throws IOException {
    String in = picture("in.png", 900, 900);

    CommandRun canvas = extend(in, "--zoom-out", "3", "--limit-mp", "1", "-o", path("out.png"));
    CommandRun file = extend(in, "--left", "3", "--limit-mb", "1", "-o", path("out.png"));

    assertThat(Files.size(Path.of(in))).isGreaterThan(1 << 20);
    assertThat(canvas.exitCode()).isEqualTo(1);
    assertThat(file.exitCode()).isEqualTo(1);
    assertThat(folder.resolve("out.png")).doesNotExist();
  }

  @Test
  void metadata_can_be_left_out() throws IOException {
    String in = picture("in.png", 8, 8);

    extend(in, "--left", "4", "-o", path("with.png"));
    extend(in, "--left", "4", "--no-metadata", "-o", path("without.png"));

    assertThat(Files.readString(folder.resolve("with.png"), ISO_8859_1))
        .contains("DigitalSourceType");
    assertThat(Files.readString(folder.resolve("without.png"), ISO_8859_1))
        .doesNotContain("DigitalSourceType");
  }

  @Test
  void quiet_says_nothing_but_errors() {
    String in = picture("in.png", 8, 8);

    assertThat(extend(in, "--left", "4", "--quiet", "-o", path("out.png")).err()).isEmpty();
    assertThat(extend(path("none.png"), "--left", "4", "--quiet", "-o", path("o.png")).err())
        .startsWith("uncrop: " + path("none.png"));
  }
}
