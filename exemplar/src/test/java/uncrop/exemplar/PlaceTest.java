package uncrop.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import uncrop.geometry.Rect;

class PlaceTest {
  private static final Rect SOURCE = new Rect(50, 40, 100, 80);
  private static final Place PLACE = new Place(SOURCE, 160);

  @Test
  void a_source_at_the_same_height_costs_nothing_beside_the_picture() {
    for (int y = SOURCE.y(); y < SOURCE.bottom(); y++) {
      for (int sx = SOURCE.x(); sx < SOURCE.right(); sx++) {
        assertThat(PLACE.cost(10, y, sx, y)).isZero();
      }
    }
  }

  @Test
  void a_source_farther_up_or_down_costs_more() {
    for (int y = SOURCE.y(); y < SOURCE.bottom(); y += 7) {
      for (int away = 1; y + away < SOURCE.bottom(); away++) {
        assertThat(PLACE.cost(10, y, 60, y + away))
            .isGreaterThanOrEqualTo(PLACE.cost(10, y, 60, y + away - 1));
      }
      for (int away = 1; y - away >= SOURCE.y(); away++) {
        assertThat(PLACE.cost(10, y, 60, y - away))
            .isGreaterThanOrEqualTo(PLACE.cost(10, y, 60, y - away + 1));
      }
    }
    assertThat(PLACE.cost(10, SOURCE.y(), 60, SOURCE.bottom() - 1)).isGreaterThan(100);
  }

  @Test
  void above_the_picture_its_top_rows_cost_least() {
    assertThat(PLACE.cost(70, 20, 70, SOURCE.y())).isZero();
    for (int sy = SOURCE.y() + 1; sy < SOURCE.bottom(); sy++) {
      assertThat(PLACE.cost(70, 20, 70, sy)).isGreaterThan(PLACE.cost(70, 20, 70, sy - 1));
    }
  }

  @Test
  void below_the_picture_its_bottom_rows_cost_least() {
    int below = SOURCE.bottom() + 25;
    assertThat(PLACE.cost(70, below, 70, SOURCE.bottom() - 1)).isZero();
    for (int sy = SOURCE.bottom() - 2; sy >= SOURCE.y(); sy--) {
      assertThat(PLACE.cost(70, below, 70, sy)).isGreaterThan(PLACE.cost(70, below, 70, sy + 1));
    }
  }

  @Test
  void sideways_matters_far_less_than_up_and_down() {
    int sideways = PLACE.cost(60, 20, 140, SOURCE.y());
    int down = PLACE.cost(60, 20, 60, SOURCE.y() + 70);

    assertThat(down).isGreaterThan(5 * sideways);
  }

  @Test
  void every_cost_is_a_possible_one() {
    for (Rect source : new Rect[] {SOURCE, new Rect(0, 0, 1, 1), new Rect(150, 159, 1, 1)}) {
      Place place = new Place(source, 160);
      for (int y = 0; y < 160; y++) {
        for (int sy = source.y(); sy < source.bottom(); sy++) {
          assertThat(place.cost(0, y, source.x(), sy)).isBetween(0, Expansion.IMPOSSIBLE - 1);
        }
      }
    }
  }

  @Test
  void a_source_is_always_looked_for_some_way_around() {
    for (int height = 1; height < 300; height++) {
      Place place = new Place(new Rect(0, 5, 10, height), height + 10);
      for (int y = 0; y < height + 10; y++) {
        assertThat(place.reach(y)).isPositive();
      }
    }
  }
}
