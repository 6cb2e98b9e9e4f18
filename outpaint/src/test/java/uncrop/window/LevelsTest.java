package uncrop.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uncrop.geometry.Size;

class LevelsTest {

  @Test
  void a_part_of_the_models_own_size_is_one_level() {
    assertThat(Levels.of(new Size(512, 512), 512, 64)).containsExactly(new Size(512, 512));
  }

  @Test
  void a_small_part_is_worked_on_larger_but_not_more_than_four_times() {
    assertThat(Levels.of(new Size(256, 256), 512, 64)).containsExactly(new Size(512, 512));
    assertThat(Levels.of(new Size(64, 64), 512, 64)).containsExactly(new Size(256, 256));
    assertThat(Levels.of(new Size(1, 1), 1024, 64)).containsExactly(new Size(64, 64));
  }

  @Test
  void a_part_that_is_hardly_larger_is_enlarged_at_the_end() {
    assertThat(Levels.of(new Size(640, 640), 512, 64)).containsExactly(new Size(512, 512));
  }

  @Test
  void a_large_part_is_composed_small_and_refined_up_to_its_own_size() {
    List<Size> levels = Levels.of(new Size(6000, 4000), 512, 64);

    assertThat(levels.getFirst()).isEqualTo(new Size(640, 448));
    assertThat(levels.getLast()).isEqualTo(new Size(6000, 4000));
    assertThat(levels).hasSize(4);
  }

  @Test
  void a_long_strip_is_not_made_too_thin_to_see() {
    assertThat(Levels.of(new Size(6000, 300), 512, 64)).containsExactly(new Size(5120, 256));
  }

  @Test
  void levels_grow_to_the_parts_size_by_no_more_than_can_be_refined() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Size part = new Size(1 + random.nextInt(9000), 1 + random.nextInt(9000));

      List<Size> levels = Levels.of(part, 512, 64);

      for (int i = 1; i < levels.size(); i++) {
        Size before = levels.get(i - 1);
        Size size = levels.get(i);
        assertThat(size.area()).as("seed %d", seed).isGreaterThan(before.area());
        assertThat(size.area()).as("seed %d", seed).isLessThan(8 * before.area());
      }
      if (levels.size() > 1) {
        assertThat(levels.getLast()).as("seed %d", seed).isEqualTo(part);
      }
    }
  }
}
