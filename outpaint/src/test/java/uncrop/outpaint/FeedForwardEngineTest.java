package uncrop.outpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.fault.Cancelled;
import uncrop.fixtures.TinyCheckpoints;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.models.ModelStore;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

class FeedForwardEngineTest {
  private static final int BLUE = 0xFF3366C0;

  @TempDir private Path folder;
  private ModelStore store;
  private EngineRoom room;
  private Engine engine;

  @BeforeEach
  void open() {
    store = Tiny.store(folder);
    room = Tiny.room(store, folder);
    engine = room.named("engine", FeedForwardEngine.NAME);
  }

  @AfterEach
  void close() {
    room.close();
  }

  private static Scene scene(Size size, Rect source, Map<String, String> options) {
    Raster canvas = new Raster(size.width(), size.height());
    Arrays.fill(canvas.argb(), BLUE);
    Sampling sampling = Tiny.sampling("", 1, options);
    return new Scene(canvas, Tiny.hole(size, source), sampling, 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 300", "9, 7", "9, 30", "200, 150", "1300, 40", "700, 900"})
  void a_canvas_of_any_size_of_one_colour_stays_of_one_colour(int width, int height) {
    TinyNetwork.install(store, "lama", folder);
    Size size = new Size(width + 1, height);

    Raster painted =
        engine.paint(
            scene(size, new Rect(0, 0, Math.ceilDiv(width, 3), height), Map.of()),
            PaintListener.NONE);

    assertThat(painted.size()).isEqualTo(size);
    for (int pixel : painted.argb()) {
      assertThat(pixel >>> 24).isEqualTo(255);
      for (int shift = 0; shift < 24; shift += 8) {
        assertThat(Math.abs((pixel >> shift & 255) - (BLUE >> shift & 255))).isLessThanOrEqualTo(2);
      }
    }
  }

  @Test
  void what_is_kept_comes_back_as_it_was() {
    TinyNetwork.install(store, "lama", folder);
    Size size = new Size(300, 200);
    Rect source = new Rect(60, 0, 150, 200);
    Raster canvas = Tiny.canvas(size, source);
    Mask hole = Tiny.hole(size, source);

    Raster painted =
        engine.paint(new Scene(canvas, hole, Sampling.seeded(3), 3), PaintListener.NONE);

    for (int i = 0; i < hole.values().length; i++) {
      if (hole.values()[i] == Mask.KEEP) {
        assertThat(painted.argb()[i]).isEqualTo(canvas.argb()[i]);
      }
    }
  }

  @Test
  void without_a_model_it_says_where_there_are_some() {
    Scene scene = scene(new Size(20, 10), new Rect(0, 0, 9, 10), Map.of());

    assertThatThrownBy(() -> engine.paint(scene, PaintListener.NONE))
        .hasMessageContaining("uncrop models");
  }

  @Test
  void a_checkpoint_is_no_network_of_one_pass() {
    Tiny.install(store, "tiny", TinyCheckpoints.SD15);
    Scene scene = scene(new Size(20, 10), new Rect(0, 0, 9, 10), Map.of("model", "tiny"));

    assertThatThrownBy(() -> engine.paint(scene, PaintListener.NONE))
        .hasMessageContaining("tiny")
        .hasMessageContaining("checkpoint");
  }

  @Test
  void a_file_that_changed_since_it_was_installed_is_not_run() throws IOException {
    TinyNetwork.install(store, "lama", folder);
    Files.write(folder.resolve("lama.pt"), new byte[] {0}, StandardOpenOption.APPEND);
    Scene scene = scene(new Size(20, 10), new Rect(0, 0, 9, 10), Map.of());

    assertThatThrownBy(() -> engine.paint(scene, PaintListener.NONE))
        .hasMessageContaining("lama.pt");
  }

  @Test
  void it_stops_as_the_listener_says() {
    TinyNetwork.install(store, "lama", folder);
    Scene scene = scene(new Size(900, 700), new Rect(0, 0, 300, 700), Map.of());

    assertThatThrownBy(() ->
            engine.paint(
                scene,
                (stage, done) -> {
                  throw new Cancelled();
                }))
        .isInstanceOf(Cancelled.class);
  }

  @Test
  void what_it_has_no_use_for_is_a_warning_each() {
    Sampling sampling = new Sampling("a cat", "a dog", 1, 2, Map.of("steps", "3", "model", "lama"));

    assertThat(engine.warnings(sampling))
        .satisfiesExactly(
            warning -> assertThat(warning).contains("prompt"),
            warning -> assertThat(warning).contains("negative prompt"),
            warning -> assertThat(warning).contains("steps"),
            warning -> assertThat(warning).contains("sample"));
    assertThat(engine.warnings(Sampling.seeded(1))).isEmpty();
  }
}
