package uncrop.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uncrop.fault.Cancelled;
import uncrop.geometry.Limits;
import uncrop.geometry.Margins;
import uncrop.geometry.Placed;
import uncrop.geometry.Size;
import uncrop.pixels.Raster;
import uncrop.plan.Plan;
import uncrop.plan.Planner;
import uncrop.plan.Sampling;

class OutpainterTest {
  private static final Raster SOURCE = white(6, 4);
  private static final Sampling THREE = new Sampling("sea", "", 40, 3, Map.of());
  private static final Plan PLAN =
      Planner.plan(
          SOURCE.size(), Margins.px(2, 2, 2, 2), Optional.empty(), 0, THREE, Limits.DEFAULT);

  @Test
  void each_sample_has_its_own_seed_and_is_the_same_every_time() {
    GarbageEngine engine = new GarbageEngine(true, false);

    Painting first = Outpainter.outpaint(SOURCE, PLAN, 0, engine, PaintListener.NONE);
    Painting last = Outpainter.outpaint(SOURCE, PLAN, 2, engine, PaintListener.NONE);
    Painting again = Outpainter.outpaint(SOURCE, PLAN, 2, engine, PaintListener.NONE);

    assertThat(first.seed()).isEqualTo(40);
    assertThat(last.seed()).isEqualTo(42);
    assertThat(last.engine()).isEqualTo("garbage");
    assertThat(last.picture().argb())
        .isEqualTo(again.picture().argb())
        .isNotEqualTo(first.picture().argb());
  }

  @Test
  void a_sample_beyond_the_plan_is_a_mistake_of_the_caller() {
    GarbageEngine engine = new GarbageEngine(true, false);

    for (int sample : new int[] {-1, 3}) {
      assertThatThrownBy(
              () -> Outpainter.outpaint(SOURCE, PLAN, sample, engine, PaintListener.NONE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void the_engine_sees_the_source_the_mask_and_its_seed() {
    List<Scene> scenes = new ArrayList<>();
    Painting painting =
        Outpainter.outpaint(
            SOURCE, PLAN, 1, new Returning(scenes, new Size(10, 8)), PaintListener.NONE);

    Scene scene = scenes.getFirst();
    assertThat(scene.seed()).isEqualTo(41);
    assertThat(scene.sampling()).isEqualTo(THREE);
    assertThat(scene.canvas().size()).isEqualTo(new Size(10, 8));
    assertThat(scene.mask().painted()).isEqualTo(10 * 8 - 6 * 4);
    assertThat(painting.warnings()).containsExactly("It is a test.");
  }

  @Test
  void a_picture_of_the_wrong_size_is_a_fault_of_the_engine() {
    Engine engine = new Returning(new ArrayList<>(), new Size(8, 10));

    assertThatThrownBy(() -> Outpainter.outpaint(SOURCE, PLAN, 0, engine, PaintListener.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("returning", "8x10", "10x8");
  }

  @Test
  void progress_rises_from_0_to_1() {
    List<Double> heard = new ArrayList<>();

    Outpainter.outpaint(
        SOURCE,
        PLAN,
        0,
        new Returning(new ArrayList<>(), new Size(10, 8)),
        (stage, done) -> heard.add(done));

    assertThat(heard).isSorted().startsWith(0.0).endsWith(1.0).hasSizeGreaterThan(4);
  }

  @Test
  void a_listener_stops_the_painting() {
    Engine engine = new Returning(new ArrayList<>(), new Size(10, 8));

    assertThatThrownBy(() ->
            Outpainter.outpaint(
                SOURCE,
                PLAN,
                0,
                engine,
                (stage, done) -> {
                  if (stage.equals("half")) {
                    throw new Cancelled();
                  }
                }))
        .isInstanceOf(Cancelled.class);
  }

  @Test
  void a_scaled_source_is_resampled_onto_the_canvas() {
    Raster white = white(10, 10);
    Plan plan =
        Planner.plan(
            white.size(),
            new Placed(new Size(9, 9), -2, 4, new BigDecimal("0.6")),
            Optional.empty(),
            0,
            Sampling.seeded(1),
            Limits.DEFAULT);
    List<Scene> scenes = new ArrayList<>();

    Outpainter.outpaint(white, plan, 0, new Returning(scenes, new Size(9, 9)), PaintListener.NONE);

    Raster canvas = scenes.getFirst().canvas();
    for (int y = 0; y < 9; y++) {
      for (int x = 0; x < 9; x++) {
        assertThat(canvas.at(x, y)).isEqualTo(x < 4 && y >= 4 ? 0xFFFFFFFF : 0);
      }
    }
  }

  private static Raster white(int width, int height) {
    Raster white = new Raster(width, height);
    Arrays.fill(white.argb(), 0xFFFFFFFF);
    return white;
  }

  /** Notes the scenes it is given and returns a raster of a set size. */
  private record Returning(List<Scene> scenes, Size size) implements Engine {
    @Override
    public String name() {
      return "returning";
    }

    @Override
    public List<String> warnings(Sampling sampling) {
      return List.of("It is a test.");
    }

    @Override
    public Raster paint(Scene scene, PaintListener listener) {
      scenes.add(scene);
      listener.progress("start", 0);
      listener.progress("half", 0.5);
      listener.progress("end", 1);
      return new Raster(size.width(), size.height());
    }
  }
}
