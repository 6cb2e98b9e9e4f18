package uncrop.outpaint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uncrop.engine.Scene;
import uncrop.fixtures.TinyCheckpoints;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.models.ModelStore;
import uncrop.pixels.Raster;

/** SDXL of 4 channels, without and with an inpaint patch of Fooocus, over a canvas of windows. */
class FocusEngineTest {
  private static final Size CANVAS = new Size(150, 72);
  private static final Rect SOURCE = new Rect(40, 0, 70, 72);

  @TempDir private Path folder;
  private ModelStore store;
  private EngineRoom room;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    store = Tiny.store(folder);
    Tiny.install(store, "xl", TinyCheckpoints.sdxlOf4Channels(folder.resolve("xl")));
    room = Tiny.room(store, folder);
  }

  @AfterEach
  void close() {
    room.close();
  }

  private Raster paint(long seed) {
    warnings.clear();
    Scene scene =
        new Scene(
            Tiny.canvas(CANVAS, SOURCE),
            Tiny.hole(CANVAS, SOURCE),
            Tiny.sampling("a lake", seed, Map.of("steps", "5", "styles", "Enhance,Sharp")),
            seed);
    return room.named("engine", "diffusion").paint(scene, Tiny.warnedBy(warnings));
  }

  @Test
  void with_the_patch_it_sees_the_hole_and_without_it_says_that_it_does_not() {
    Raster blind = paint(1);
    assertThat(warnings).singleElement().asString().contains("does not see what is around a hole");

    Tiny.install(store, "patch", TinyCheckpoints.INPAINT_PATCH);
    Raster seeing = paint(1);

    assertThat(warnings).isEmpty();
    assertThat(seeing.argb()).isNotEqualTo(blind.argb());
    assertThat(paint(1).argb()).containsExactly(seeing.argb());
    assertThat(paint(2).argb()).isNotEqualTo(seeing.argb());
  }

  @Test
  void the_photo_comes_back_as_it_was() {
    Tiny.install(store, "patch", TinyCheckpoints.INPAINT_PATCH);
    Raster canvas = Tiny.canvas(CANVAS, SOURCE);

    Raster painted = paint(3);

    for (int y = SOURCE.y(); y < SOURCE.bottom(); y++) {
      for (int x = SOURCE.x(); x < SOURCE.right(); x++) {
        assertThat(painted.at(x, y)).isEqualTo(canvas.at(x, y));
      }
    }
  }
}
