package uncrop.exemplar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import uncrop.geometry.Rect;

class RegionTest {

  @Test
  void two_sides_are_two_regions() {
    boolean[] target = new boolean[30 * 10];
    for (int p = 0; p < target.length; p++) {
      target[p] = p % 30 < 5 || p % 30 >= 25;
    }
    List<Region> regions = Region.of(target, 30);
    assertThat(regions).hasSize(2);
    assertThat(Arrays.stream(regions.getFirst().pixels())).hasSize(50).allMatch(p -> p % 30 < 5);
  }

  @Test
  void thousands_of_specks_are_one_region_beside_the_large_ones() {
    boolean[] target = new boolean[200 * 150];
    for (int p = 0; p < target.length; p++) {
      target[p] = p % 200 < 10 || p % 4 == 2 && p / 200 % 4 == 2;
    }
    List<Region> regions = Region.of(target, 200);
    assertThat(regions).hasSize(2);
    boolean[] covered = new boolean[target.length];
    for (Region region : regions) {
      int[] sorted = region.pixels().clone();
      Arrays.sort(sorted);
      assertThat(region.pixels()).isEqualTo(sorted);
      for (int p : region.pixels()) {
        assertThat(covered[p]).as("in one region only").isFalse();
        covered[p] = true;
      }
    }
    assertThat(covered).isEqualTo(target);
  }

  @Test
  void nothing_to_paint_is_no_region() {
    assertThat(Region.of(new boolean[12], 4)).isEmpty();
  }

  @Test
  void a_picture_of_fifty_thousand_rows_has_places() {
    Place place = new Place(new Rect(0, 0, 40, 50_000), 50_000);
    assertThat(place.cost(41, 0, 0, 49_999)).isGreaterThan(place.cost(41, 0, 0, 1));
  }
}
