package uncrop.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import uncrop.golden.Golden;

/** Against numpy 2.4.6. */
class SeedSequenceTest {
  @Test
  void states_are_numpys_for_every_entropy_and_place_in_the_tree() {
    JsonNode cases = Golden.json("parity/samplers.json").path("seedseq");
    assertThat(cases.size()).isGreaterThan(20);
    for (JsonNode one : cases) {
      long entropy = Long.parseUnsignedLong(one.path("entropy").asString());
      long[] key = one.path("spawn_key").valueStream().mapToLong(JsonNode::asLong).toArray();
      assertThat(unsigned(new SeedSequence(entropy, key).state(4)))
          .as("entropy %d, key %s", entropy, Arrays.toString(key))
          .isEqualTo(one.path("state").valueStream().mapToLong(JsonNode::asLong).toArray());
    }
  }

  @Test
  void a_longer_state_begins_with_the_shorter_one() {
    assertThat(Arrays.copyOf(new SeedSequence(42).state(60), 3))
        .isEqualTo(new SeedSequence(42).state(3));
  }

  @Test
  void the_greatest_seed_is_unsigned() {
    assertThat(new SeedSequence(-1L).state(2)).isNotEqualTo(new SeedSequence(0xffffffffL).state(2));
  }

  private static long[] unsigned(int[] words) {
    return Arrays.stream(words).mapToLong(Integer::toUnsignedLong).toArray();
  }
}
