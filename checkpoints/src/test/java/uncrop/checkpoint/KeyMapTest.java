package uncrop.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every name and shape of the full-size models, as diffusers' own converters have them. */
class KeyMapTest {
  private static final UnetConfig SD15 =
      new UnetConfig(
          9,
          4,
          List.of(320, 640, 1280, 1280),
          2,
          List.of(1, 1, 1, 0),
          1,
          768,
          List.of(8, 8, 8, 8),
          false,
          0,
          0,
          32);
  private static final UnetConfig SDXL =
      new UnetConfig(
          4,
          4,
          List.of(320, 640, 1280),
          2,
          List.of(0, 2, 10),
          10,
          2048,
          List.of(5, 10, 20),
          true,
          2816,
          256,
          32);
  private static final VaeConfig VAE =
      new VaeConfig(4, List.of(128, 256, 512, 512), 2, 32, 0.18215, true, 512);

  private record Row(String original, String name, String shape) {}

  @ParameterizedTest
  @ValueSource(strings = {"sd15", "sdxl"})
  void every_unet_tensor_has_its_original_name_and_its_shape(String family) throws IOException {
    UnetConfig config = family.equals("sd15") ? SD15 : SDXL;
    Map<String, long[]> layout = UnetLayout.of(config);

    List<Row> rows = rows(family, "unet.");

    assertThat(layout).hasSize(rows.size());
    for (Row row : rows) {
      assertThat("model.diffusion_model." + UnetNames.original(config, row.name))
          .isEqualTo(row.original);
      assertThat(Shapes.text(layout.getOrDefault(row.name, new long[0])))
          .as(row.name)
          .isEqualTo(row.shape);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sd15", "sdxl"})
  void every_autoencoder_tensor_has_its_original_name_and_its_shape(String family)
      throws IOException {
    Map<String, long[]> layout = VaeLayout.of(VAE);

    List<Row> rows = rows(family, "vae.");

    assertThat(layout).hasSize(rows.size());
    for (Row row : rows) {
      assertThat("first_stage_model." + VaeNames.original(VAE, row.name).name())
          .isEqualTo(row.original);
      assertThat(Shapes.text(layout.getOrDefault(row.name, new long[0])))
          .as(row.name)
          .isEqualTo(row.shape);
    }
  }

  @Test
  void no_two_tensors_have_the_same_original_name() {
    for (UnetConfig config : List.of(SD15, SDXL)) {
      Set<String> originals = new HashSet<>();
      for (String name : UnetLayout.of(config).keySet()) {
        assertThat(originals.add(UnetNames.original(config, name))).as(name).isTrue();
      }
    }
  }

  @Test
  void the_networks_have_the_numbers_of_parameters_that_were_published() {
    assertThat(parameters(UnetLayout.of(SD15))).isEqualTo(859_535_364);
    assertThat(parameters(UnetLayout.of(SDXL))).isEqualTo(2_567_463_684L);
    assertThat(parameters(VaeLayout.of(VAE))).isEqualTo(83_653_863);
    assertThat(parameters(TextLayout.of(text(49408, 768, 12, 0)))).isEqualTo(123_060_480);
    assertThat(parameters(TextLayout.of(text(49408, 1280, 32, 1280)))).isEqualTo(694_659_840);
  }

  private static TextConfig text(int vocabulary, int width, int layers, int projection) {
    return new TextConfig(
        vocabulary,
        width,
        4 * width,
        layers,
        width / 64,
        77,
        TextConfig.Activation.GELU,
        1e-5,
        projection,
        2);
  }

  private static long parameters(Map<String, long[]> layout) {
    return layout.values().stream().mapToLong(Shapes::elements).sum();
  }

  private static List<Row> rows(String family, String prefix) throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(Parity.file("keymap-" + family + ".tsv.gz"))),
                UTF_8))) {
      for (String line : lines.lines().toList()) {
        String[] fields = line.split("\t", -1);
        if (fields[1].startsWith(prefix)) {
          String name = fields[1].substring(prefix.length());
          rows.put(name, new Row(fields[0], name, fields[2]));
        }
      }
    }
    return new ArrayList<>(rows.values());
  }
}
