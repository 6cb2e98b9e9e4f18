package uncrop.text;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import uncrop.text.Vocabulary.Merge;

/** One word on its way from bytes to tokens (byte pair encoding, Sennrich et al. 2016). */
final class BytePairs {
  /*
   * Of all neighbours that may be merged the pair earliest in the list is, the leftmost of equals,
   * until none is left. The word is a linked list in arrays and the candidates lie in a heap, so that
   * a "word" of a million letters takes n log n steps. A candidate whose symbols have changed since
   * it was found is passed over when its turn comes.
   */
  private static final int GONE = -1;

  private record Candidate(Merge merge, int at, int left, int right) {
    static final Comparator<Candidate> ORDER =
        Comparator.<Candidate>comparingInt(c -> c.merge.rank()).thenComparingInt(c -> c.at);
  }

  private final Vocabulary vocabulary;
  private final int[] tokens;
  private final int[] next;
  private final int[] previous;
  private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(Candidate.ORDER);

  private BytePairs(int[] tokens, Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.tokens = tokens;
    this.next = IntStream.rangeClosed(1, tokens.length).toArray();
    this.previous = IntStream.range(-1, tokens.length - 1).toArray();
  }

  /**
   * @param word not empty
   * @param end what marks the last symbol of a word, empty if nothing does
   * @param unknown the token of a symbol that the vocabulary lacks
   */
  static IntStream tokens(String word, Vocabulary vocabulary, String end, int unknown) {
    String symbols = ByteSymbols.of(word);
    int last = symbols.length() - 1;
    int[] bytes =
        IntStream.rangeClosed(0, last)
            .map(i -> {
              String symbol = symbols.charAt(i) + (i == last ? end : "");
              return vocabulary.ids().getOrDefault(symbol, unknown);
            })
            .toArray();
    return new BytePairs(bytes, vocabulary).merged();
  }

  private IntStream merged() {
    for (int i = 0; i + 1 < tokens.length; i++) {
      consider(i, i + 1);
    }
    while (!candidates.isEmpty()) {
      Candidate best = candidates.remove();
      int right = next[best.at];
      if (tokens[best.at] == best.left && right < tokens.length && tokens[right] == best.right) {
        join(best.at, right, best.merge.id());
      }
    }
    return IntStream.of(tokens).filter(token -> token != GONE);
  }

  private void join(int at, int right, int token) {
    tokens[at] = token;
    tokens[right] = GONE;
    next[at] = next[right];
    if (next[at] < tokens.length) {
      previous[next[at]] = at;
      consider(at, next[at]);
    }
    if (previous[at] >= 0) {
      consider(previous[at], at);
    }
  }

  private void consider(int at, int right) {
    @Nullable Merge merge = vocabulary.merge(tokens[at], tokens[right]);
    if (merge != null) {
      candidates.add(new Candidate(merge, at, tokens[at], tokens[right]));
    }
  }
}
