package uncrop.picture.png;

import java.util.Arrays;

/**
 * An optimal prefix code whose longest word is limited, in the canonical form of deflate (RFC 1951,
 * 3.2.2).
 */
final class PrefixCode {
  /*
   * Huffman's construction with two queues: the leaves, sorted, and the nodes made of them, which are
   * made in the order of their weight. Where a word gets too long all counts are halved, never to
   * nothing, and the code is made anew: as good as optimal, because only the rarest symbols suffer.
   */
  private final int[] lengths;
  private final int[] words;

  /**
   * @param counts how often each symbol occurs; one that never does gets no word, but there are
   *     always two words, because a code of one is not understood by every decoder
   */
  PrefixCode(int[] counts, int longest) {
    int[] weights = counts.clone();
    for (int symbol = 0; present(weights) < 2; symbol++) {
      weights[symbol] = Math.max(weights[symbol], 1);
    }
    int[] made = lengths(weights);
    while (Arrays.stream(made).max().orElse(0) > longest) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = weights[i] + 1 >> 1;
      }
      made = lengths(weights);
    }
    lengths = made;
    words = words(made, longest);
  }

  /** Bits of a symbol's word; 0 if it has none. */
  int length(int symbol) {
    return lengths[symbol];
  }

  /** A symbol's word, the bit that is written first being the lowest. */
  int word(int symbol) {
    return words[symbol];
  }

  private static long present(int[] weights) {
    return Arrays.stream(weights).filter(weight -> weight > 0).count();
  }

  private static int[] lengths(int[] weights) {
    // weight before symbol, so that sorting the numbers sorts the leaves
    long[] leaves = new long[weights.length];
    int n = 0;
    for (int symbol = 0; symbol < weights.length; symbol++) {
      if (weights[symbol] > 0) {
        leaves[n++] = (long) weights[symbol] << 32 | symbol;
      }
    }
    Arrays.sort(leaves, 0, n);
    long[] weight = new long[2 * n - 1]; // leaves, then nodes; the last one is the root
    int[] parent = new int[2 * n - 1];
    for (int i = 0; i < n; i++) {
      weight[i] = leaves[i] >>> 32;
    }
    int leaf = 0;
    int node = n;
    for (int made = n; made < weight.length; made++) {
      for (int child = 0; child < 2; child++) {
        boolean takeLeaf = leaf < n && (node == made || weight[leaf] <= weight[node]);
        int lightest = takeLeaf ? leaf++ : node++;
        weight[made] += weight[lightest];
        parent[lightest] = made;
      }
    }
    int[] depth = new int[weight.length];
    for (int i = weight.length - 2; i >= 0; i--) {
      depth[i] = depth[parent[i]] + 1;
    }
    int[] lengths = new int[weights.length];
    for (int i = 0; i < n; i++) {
      lengths[(int) leaves[i]] = depth[i];
    }
    return lengths;
  }

  private static int[] words(int[] lengths, int longest) {
    int[] next = new int[longest + 2];
    for (int length : lengths) {
      if (length > 0) {
        next[length + 1]++;
      }
    }
    for (int length = 1; length < next.length; length++) {
      next[length] += next[length - 1];
      next[length] <<= 1;
    }
    int[] words = new int[lengths.length];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      int length = lengths[symbol];
      if (length > 0) {
        words[symbol] = Integer.reverse(next[length]++) >>> 32 - length;
      }
    }
    return words;
  }
}
