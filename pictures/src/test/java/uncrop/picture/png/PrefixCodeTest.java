package uncrop.picture.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixCodeTest {
  @Test
  void words_fill_the_tree_and_none_is_too_long() {
    long seed = 7_002;
    Random random = new Random(seed);
    for (int sweep = 0; sweep < 500; sweep++) {
      int[] counts = new int[2 + random.nextInt(280)];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = random.nextBoolean() ? 0 : (int) Math.pow(2, random.nextInt(20));
      }
      int longest = counts.length <= 19 ? 7 : 15;
      PrefixCode code = new PrefixCode(counts, longest);
      double filled = 0;
      for (int symbol = 0; symbol < counts.length; symbol++) {
        int length = code.length(symbol);
        assertThat(length).as("seed %d, sweep %d", seed, sweep).isBetween(0, longest);
        assertThat(length > 0 || counts[symbol] == 0).isTrue();
        filled += length == 0 ? 0 : Math.scalb(1.0, -length);
      }
      assertThat(filled).as("seed %d, sweep %d", seed, sweep).isEqualTo(1);
    }
  }

  @Test
  void words_are_those_of_the_example_in_rfc_1951() {
    // ABCDEFGH with lengths 3, 3, 3, 3, 3, 2, 4, 4
    PrefixCode code = new PrefixCode(new int[] {4, 4, 4, 4, 4, 9, 2, 2}, 15);
    String[] words = {"010", "011", "100", "101", "110", "00", "1110", "1111"};
    for (int symbol = 0; symbol < words.length; symbol++) {
      int firstBitLowest =
          Integer.parseInt(new StringBuilder(words[symbol]).reverse().toString(), 2);
      assertThat(code.length(symbol)).isEqualTo(words[symbol].length());
      assertThat(code.word(symbol)).isEqualTo(firstBitLowest);
    }
  }

  @Test
  void a_code_has_two_words_even_for_nothing() {
    PrefixCode code = new PrefixCode(new int[] {0, 0, 0}, 7);
    assertThat(code.length(0)).isEqualTo(1);
    assertThat(code.length(1)).isEqualTo(1);
    assertThat(code.length(2)).isZero();
  }
}
