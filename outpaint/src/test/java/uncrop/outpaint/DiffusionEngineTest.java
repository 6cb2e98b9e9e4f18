package uncrop.outpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uncrop.engine.Engine;
import uncrop.engine.PaintListener;
import uncrop.engine.Scene;
import uncrop.fault.BadInput;
import uncrop.fault.Cancelled;
import uncrop.fixtures.TinyCheckpoints;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.models.ModelStore;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;

class DiffusionEngineTest {
  private static final Size CANVAS = new Size(120, 72);
  private static final Rect SOURCE = new Rect(30, 0, 60, 72);

  @TempDir private Path folder;
  private ModelStore store;
  private EngineRoom room;
  private Engine engine;

  @BeforeEach
  void open() {
    store = Tiny.store(folder);
    Tiny.install(store, "tiny", TinyCheckpoints.SD15);
    room = Tiny.room(store, folder);
    engine = room.named("engine", "diffusion");
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void the_same_seed_paints_the_same_picture_and_another_seed_another() {
    Raster first = paint(Map.of("steps", "3"), 5);
    Raster again = paint(Map.of("steps", "3"), 5);
    Raster other = paint(Map.of("steps", "3"), 6);

    assertThat(again.argb()).isEqualTo(first.argb());
    assertThat(other.argb()).isNotEqualTo(first.argb());
  }

  @Test
  void what_is_kept_comes_back_as_it_was_and_the_rest_is_opaque() {
    Raster painted = paint(Map.of("steps", "2"), 1);

    Raster canvas = Tiny.canvas(CANVAS, SOURCE);
    Mask hole = Tiny.hole(CANVAS, SOURCE);
    for (int i = 0; i < painted.argb().length; i++) {
      assertThat(painted.argb()[i] >>> 24).isEqualTo(255);
      if (hole.values()[i] == Mask.KEEP) {
        assertThat(painted.argb()[i]).isEqualTo(canvas.argb()[i]);
      }
    }
  }

  @Test
  void every_sampler_and_schedule_that_the_vocabularies_name_paints() {
    for (String sampler :
        List.of("euler", "dpmpp_2m", "dpmpp_2m_sde_gpu", "ddpm", "lms", "dpm_2", "heun")) {
      assertThat(paint(Map.of("steps", "2", "sampler", sampler), 1).size()).isEqualTo(CANVAS);
    }
    for (String schedule :
        List.of("normal", "karras", "exponential", "sgm_uniform", "simple", "ddim_uniform")) {
      assertThat(paint(Map.of("steps", "2", "scheduler", schedule), 1).size()).isEqualTo(CANVAS);
    }
    assertThat(paint(Map.of("steps", "2", "scheduler", "DDIM"), 1).size()).isEqualTo(CANVAS);
  }

  @Test
  void settings_change_the_picture() {
    Raster plain = paint(Map.of("steps", "4"), 9);

    assertThat(paint(Map.of("steps", "4", "guidance_scale", "1"), 9).argb())
        .isNotEqualTo(plain.argb());
    assertThat(paint(Map.of("steps", "4", "strength", "0.6"), 9).argb()).isNotEqualTo(plain.argb());
    assertThat(paint(Map.of("steps", "4", "styles", "SAI Anime"), 9).argb())
        .isNotEqualTo(plain.argb());
    assertThat(paint(Map.of("steps", "4", "dtype", "int8"), 9).argb()).isNotEqualTo(plain.argb());
    assertThat(paint(Map.of("steps", "4", "dtype", "fp16"), 9).argb()).isNotEqualTo(plain.argb());
  }

  @Test
  void a_wrong_setting_is_named() {
    assertThatThrownBy(() -> paint(Map.of("steps", "0"), 1))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("steps");
    assertThatThrownBy(() -> paint(Map.of("strength", "0"), 1)).hasMessageContaining("strength");
    assertThatThrownBy(() -> paint(Map.of("sampler", "best"), 1)).hasMessageContaining("sampler");
    assertThatThrownBy(() -> paint(Map.of("dtype", "fp8"), 1)).hasMessageContaining("dtype");
    assertThatThrownBy(() -> paint(Map.of("model", "none-such"), 1))
        .hasMessageContaining("none-such");
    assertThatThrownBy(() -> paint(Map.of("loras", "none-such:0.5"), 1))
        .hasMessageContaining("none-such");
  }

  @Test
  void an_unknown_style_and_option_is_a_warning() {
    List<String> warnings = new ArrayList<>();
    Sampling sampling = Tiny.sampling("", 1, Map.of("steps", "1", "styles", "Nonsense"));

    engine.paint(
        new Scene(Tiny.canvas(CANVAS, SOURCE), Tiny.hole(CANVAS, SOURCE), sampling, 1),
        Tiny.warnedBy(warnings));

    assertThat(warnings).singleElement().asString().contains("Nonsense");
    assertThat(engine.warnings(Tiny.sampling("", 1, Map.of("fill", "edge"))))
        .singleElement()
        .asString()
        .contains("fill");
  }

  @Test
  void it_tells_each_step_shows_previews_and_stops_within_a_step() {
    List<String> stages = new ArrayList<>();
    List<Raster> previews = new ArrayList<>();
    PaintListener listener =
        new PaintListener() {
          @Override
          public void progress(String stage, double done) {
            stages.add(stage);
            if (!previews.isEmpty()) {
              throw new Cancelled();
            }
          }

          @Override
          public boolean wantsPreview() {
            return true;
          }

          @Override
          public void preview(Raster canvas) {
            previews.add(canvas);
          }
        };
    Scene scene =
        new Scene(
            Tiny.canvas(CANVAS, SOURCE),
            Tiny.hole(CANVAS, SOURCE),
            Tiny.sampling("", 1, Map.of("steps", "1000")),
            1);

    assertThatThrownBy(() -> engine.paint(scene, listener)).isInstanceOf(Cancelled.class);

    assertThat(previews).isNotEmpty().allMatch(preview -> preview.size().equals(CANVAS));
    assertThat(stages).anyMatch(stage -> stage.contains(" of 1000"));
  }

  @Test
  void the_best_model_paints_where_none_is_asked_for() {
    assertThat(engine.model(Sampling.seeded(1))).contains("tiny");
    store.remove("tiny");
    assertThat(engine.model(Sampling.seeded(1))).isEmpty();
    assertThatThrownBy(() -> paint(Map.of(), 1)).hasMessageContaining("uncrop models");
  }

  private Raster paint(Map<String, String> options, long seed) {
    Sampling sampling = Tiny.sampling("a beach", seed, options);
    return engine.paint(
        new Scene(Tiny.canvas(CANVAS, SOURCE), Tiny.hole(CANVAS, SOURCE), sampling, seed),
        PaintListener.NONE);
  }
}
