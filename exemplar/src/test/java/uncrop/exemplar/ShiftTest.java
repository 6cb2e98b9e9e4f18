package uncrop.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShiftTest {
  private static Shift random(Random random) {
    return new Shift(
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(-500, 500),
        random.nextInt(-500, 500));
  }

  @Test
  void all_children_of_a_pixel_come_from_the_children_of_its_source() {
    Random random = new Random(1);
    for (int i = 0; i < 5000; i++) {
      Shift coarse = random(random);
      Shift fine = coarse.doubled();
      int x = random.nextInt(-300, 300);
      int y = random.nextInt(-300, 300);
      Set<List<Integer>> sources = new HashSet<>();
      for (int child = 0; child < 4; child++) {
        int sx = fine.sourceX(2 * x + child % 2);
        int sy = fine.sourceY(2 * y + child / 2);
        sources.add(List.of(sx, sy));

        assertThat(Math.floorDiv(sx, 2)).as("%s at %d", coarse, x).isEqualTo(coarse.sourceX(x));
        assertThat(Math.floorDiv(sy, 2)).as("%s at %d", coarse, y).isEqualTo(coarse.sourceY(y));
      }
      assertThat(sources).as("%s", coarse).hasSize(4);
    }
  }

  @Test
  void a_copy_of_a_copy_is_one_copy() {
    Random random = new Random(2);
    for (int i = 0; i < 5000; i++) {
      Shift first = random(random);
      Shift second = random(random);
      Shift both = first.then(second);
      int x = random.nextInt(-300, 300);
      int y = random.nextInt(-300, 300);

      assertThat(both.sourceX(x))
          .as("%s then %s", first, second)
          .isEqualTo(second.sourceX(first.sourceX(x)));
      assertThat(both.sourceY(y))
          .as("%s then %s", first, second)
          .isEqualTo(second.sourceY(first.sourceY(y)));
    }
  }

  @Test
  void a_moved_shift_copies_from_so_much_farther() {
    Random random = new Random(3);
    for (int i = 0; i < 1000; i++) {
      Shift shift = random(random);
      Shift moved = shift.moved(1, -2);

      assertThat(moved.sourceX(i)).isEqualTo(shift.sourceX(i) + 1);
      assertThat(moved.sourceY(i)).isEqualTo(shift.sourceY(i) - 2);
    }
  }

  @Test
  void a_reflection_meets_its_border_without_a_gap() {
    Shift atColumn10 = new Shift(true, false, 2 * 10 - 1, 0);

    assertThat(atColumn10.sourceX(9)).isEqualTo(10);
    assertThat(atColumn10.sourceX(10)).isEqualTo(9);
    assertThat(atColumn10.doubled()).isEqualTo(new Shift(true, false, 2 * 20 - 1, 0));
  }

  @Test
  void a_number_stays_the_same_while_the_table_grows() {
    ShiftTable table = new ShiftTable();
    Random random = new Random(4);
    List<Shift> shifts = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      Shift shift = random(random);
      int size = table.size();
      int number = table.number(shift);
      if (number == size) {
        shifts.add(shift);
      }
      assertThat(shifts.get(number)).isEqualTo(shift);
    }

    assertThat(table.size()).isEqualTo(shifts.size());
    for (int number = 0; number < shifts.size(); number++) {
      Shift shift = shifts.get(number);
      assertThat(table.get(number)).isEqualTo(shift);
      assertThat(table.number(shift)).isEqualTo(number);
      assertThat(table.sourceX(number, 7)).isEqualTo(shift.sourceX(7));
      assertThat(table.sourceY(number, -7)).isEqualTo(shift.sourceY(-7));
    }
    assertThat(table.size()).isEqualTo(shifts.size());
  }

  @Test
  void only_sources_are_copied_from() {
    ShiftTable table = new ShiftTable();
    Level level =
        new Level(3, 1, new int[3], new byte[] {Level.UNKNOWN, Level.SOURCE, Level.SHUNNED});
    int number = table.number(new Shift(false, false, 1, 0));

    assertThat(table.source(number, 0, 0, level)).isEqualTo(1);
    assertThat(table.source(number, 1, 0, level)).isEqualTo(-1);
    assertThat(table.source(number, -1, 0, level)).isEqualTo(-1);
    assertThat(table.source(number, 2, 0, level)).isEqualTo(-1);
    assertThat(table.source(number, 0, 1, level)).isEqualTo(-1);
  }
}
