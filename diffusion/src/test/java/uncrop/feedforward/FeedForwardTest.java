package uncrop.feedforward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.fault.BadInput;
import uncrop.geometry.Size;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.tensor.Device;
import uncrop.tensor.TensorFault;

class FeedForwardTest {
  private static final int OPAQUE = 0xFF000000;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"64, 64", "65, 71", "1, 1", "3, 200", "200, 3", "512, 8", "123, 77"})
  void lama_paints_the_hole_and_keeps_the_rest_at_any_size(int width, int height) {
    Raster picture = noise(width, height);
    Mask mask = rightHalf(width, height);
    mask.set(0, 0, Mask.KEEP);

    Raster painted = lama(ScriptedNetwork.MEAN_OF_KNOWN, picture, mask);

    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (mask.keeps(x, y)) {
          assertThat(painted.at(x, y)).isEqualTo(picture.at(x, y));
        } else {
          assertThat(painted.at(x, y) >>> 24).isEqualTo(255);
        }
      }
    }
  }

  @Test
  void lama_is_given_levels_from_0_to_1_and_1_in_the_hole() {
    Raster picture = new Raster(64, 64);
    for (int i = 0; i < picture.argb().length; i++) {
      picture.argb()[i] = i % 64 < 32 ? 0xFF336699 : 0x00FFFFFF;
    }

    Raster painted = lama(ScriptedNetwork.MEAN_OF_KNOWN, picture, rightHalf(64, 64));

    // What is in the hole does not count.
    assertThat(painted.argb()).containsOnly(0xFF336699);
  }

  @Test
  void a_picture_goes_on_mirrored_where_it_is_filled_up() {
    // 61 wide, so filled up to 64: the first column is given what is now the last, column 58.
    Raster picture = noise(61, 64);
    Mask mask = Mask.painting(picture.size());

    Raster painted = lama(ScriptedNetwork.SHIFTED, picture, mask);

    for (int y = 0; y < 64; y++) {
      assertThat(painted.at(0, y)).isEqualTo(picture.at(58, y));
      for (int x = 1; x < 61; x++) {
        assertThat(painted.at(x, y)).isEqualTo(picture.at(x - 1, y));
      }
    }
  }

  @Test
  void mirrors_repeat() {
    assertThat(IntStream.range(0, 9).map(i -> Frame.mirrored(i, 3)))
        .containsExactly(0, 1, 2, 2, 1, 0, 0, 1, 2);
    assertThat(IntStream.range(0, 4).map(i -> Frame.mirrored(i, 1))).containsOnly(0);
  }

  @Test
  void mi_gan_is_given_half_minus_the_hole_and_the_rest_from_minus_1_to_1() {
    // Red is the first channel given, green the second (red of the picture, 0 in the hole).
    String echo =
        """
        def forward(self, x: Tensor) -> Tensor:
            return torch.cat([x[:, 0:1], x[:, 1:2], x[:, 0:1] * 0 + x.size(3) / 512.0], 1)
        """;
    Path file = ScriptedNetwork.write(folder.resolve("migan.pt"), echo);
    Raster picture = new Raster(100, 40);
    Arrays.fill(picture.argb(), 0xFFFFFFFF);
    Mask mask = rightHalf(100, 40);
    try (FeedForward network = FeedForward.open(file, Network.MI_GAN)) {
      Raster painted = network.paint(picture, mask);

      assertThat(painted.at(0, 0)).isEqualTo(0xFFFFFFFF);
      // -0.5 is 63.75, 0 is 127.5, 1 is 255: rounded, halves to even.
      assertThat(painted.at(99, 39)).isEqualTo(OPAQUE | 64 << 16 | 128 << 8 | 255);
    }
  }

  @Test
  void mi_gan_refuses_windows_larger_than_its_own() {
    Path file =
        ScriptedNetwork.write(
            folder.resolve("migan.pt"),
            """
            def forward(self, x: Tensor) -> Tensor:
                return x[:, 1:4]
            """);
    try (FeedForward network = FeedForward.open(file, Network.MI_GAN)) {
      Raster large = new Raster(513, 4);

      assertThatThrownBy(() -> network.paint(large, Mask.painting(large.size())))
          .isInstanceOf(BadInput.class)
          .hasMessage("picture 513x4: must be at most 512x512 for MI-GAN");
      assertThatThrownBy(() -> network.paint(new Raster(4, 4), Mask.painting(large.size())))
          .hasMessage("mask 513x4: must be as large as the picture, 4x4");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return picture[:, 0:1]",
        "return picture[:, :, 1:]",
        "return torch.cat([picture, picture], 0)",
        "return picture.sum()",
      })
  void a_network_that_gives_no_picture_of_the_right_shape_is_told(String code) {
    assertThatThrownBy(() -> painted(code))
        .isInstanceOf(TensorFault.class)
        .hasMessageMatching("LaMa gave \\[.*] where it should give \\[1, 3, 64, 64]");
  }

  @Test
  void a_network_that_fails_is_told_by_its_own_words() {
    assertThatThrownBy(
            () -> painted("assert picture.size(0) > 1, 'no such tile'\n    return picture"))
        .isInstanceOf(TensorFault.class)
        .hasMessageContaining("net.pt: ")
        .hasMessageContaining("no such tile")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> painted("return picture @ torch.zeros(3, 5)"))
        .isInstanceOf(TensorFault.class)
        .hasMessageContaining("net.pt: ");
    assertThatThrownBy(() -> painted("return picture / 0 * 0"))
        .hasMessage("LaMa gave numbers that are none");
  }

  @Test
  void what_is_no_torchscript_is_told() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.pt"), "not at all");
    Path pickle = Path.of("../checkpoints/src/test/resources/pickles/plain.pt");

    for (Path file : new Path[] {text, pickle}) {
      assertThatThrownBy(() -> FeedForward.open(file, Network.LAMA))
          .isInstanceOf(TensorFault.class)
          .hasMessageContaining(file + ": is no TorchScript that can be read")
          .hasMessageNotContaining("\n");
    }
    assertThatThrownBy(() -> FeedForward.open(folder.resolve("none.pt"), Network.LAMA))
        .hasMessageContaining("there is no such file");
  }

  @Test
  void a_changed_file_is_not_run() throws IOException {
    Path file = ScriptedNetwork.write(folder.resolve("net.pt"), ScriptedNetwork.SHIFTED);
    String sha256 = Sha256.of(file);
    FeedForward.open(file, Network.LAMA, sha256, Device.CPU).close();
    Files.write(file, new byte[1], StandardOpenOption.APPEND);

    assertThatThrownBy(() -> FeedForward.open(file, Network.LAMA, sha256, Device.CPU))
        .isInstanceOf(TensorFault.class)
        .hasMessageContaining("is not run, because its SHA-256 is ")
        .hasMessageEndingWith("and should be " + sha256);
  }

  @Test
  void networks_are_told_apart_by_what_they_take() {
    Path lama = ScriptedNetwork.write(folder.resolve("a.pt"), ScriptedNetwork.SHIFTED);
    Path migan =
        ScriptedNetwork.write(
            folder.resolve("b.pt"),
            """
            def forward(self, x: Tensor) -> Tensor:
                return x[:, 1:4]
            """);
    Path other =
        ScriptedNetwork.write(
            folder.resolve("c.pt"),
            """
            def forward(self, a: Tensor, b: Tensor, c: Tensor) -> Tensor:
                return a
            """);

    assertThat(FeedForward.find(lama)).isEqualTo(Network.LAMA);
    assertThat(FeedForward.find(migan)).isEqualTo(Network.MI_GAN);
    assertThatThrownBy(() -> FeedForward.find(other))
        .hasMessageContaining("takes 3 tensors: LaMa takes 2, MI-GAN takes 1");
    assertThatThrownBy(() -> FeedForward.open(lama, Network.MI_GAN))
        .hasMessageContaining("takes 2 tensors, and MI-GAN takes 1");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memory_does_not_grow_over_200_windows() throws IOException {
    Path file = ScriptedNetwork.write(folder.resolve("net.pt"), ScriptedNetwork.MEAN_OF_KNOWN);
    Raster picture = noise(256, 256);
    Mask mask = rightHalf(256, 256);
    try (FeedForward network = FeedForward.open(file, Network.LAMA)) {
      for (int i = 0; i < 50; i++) {
        network.paint(picture, mask);
      }
      long before = residentMib();
      for (int i = 0; i < 200; i++) {
        network.paint(picture, mask);
      }

      // What a call makes is over 3 MiB, so 200 of them would be more than 600.
      assertThat(residentMib() - before).isLessThan(300);
    }
  }

  private static long residentMib() throws IOException {
    System.gc();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new AssertionError("Linux tells");
  }

  private void painted(String code) {
    String forward =
        "def forward(self, picture: Tensor, hole: Tensor) -> Tensor:\n    " + code + "\n";
    Raster picture = noise(64, 64);
    lama(forward, picture, Mask.painting(picture.size()));
  }

  private Raster lama(String forward, Raster picture, Mask mask) {
    Path file = ScriptedNetwork.write(folder.resolve("net.pt"), forward);
    try (FeedForward network = FeedForward.open(file, Network.LAMA)) {
      return network.paint(picture, mask);
    }
  }

  private static Mask rightHalf(int width, int height) {
    Mask mask = Mask.keeping(new Size(width, height));
    for (int y = 0; y < height; y++) {
      for (int x = width / 2; x < width; x++) {
        mask.set(x, y, Mask.PAINT);
      }
    }
    return mask;
  }

  private static Raster noise(int width, int height) {
    Raster raster = new Raster(width, height);
    Random random = new Random(7);
    for (int i = 0; i < raster.argb().length; i++) {
      raster.argb()[i] = OPAQUE | random.nextInt(1 << 24);
    }
    return raster;
  }
}
