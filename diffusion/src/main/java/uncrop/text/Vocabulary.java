package uncrop.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import uncrop.fault.BadInput;

/**
 * Which symbols there are, and which two of them become one, the earliest in the list first.
 *
 * @param ids symbol to token id; a symbol that ends a word ends in {@code </w>}
 * @param merges pairs of ids and what becomes of them
 */
record Vocabulary(Map<String, Integer> ids, Map<Long, Merge> merges) {
  static final String END_OF_WORD = "</w>";
  static final String BEGIN = "<|startoftext|>";
  static final String END = "<|endoftext|>";

  /**
   * @param rank place in the list of merges: lower ones are done first
   * @param id the token that the two become
   */
  record Merge(int rank, int id) {}

  /** The vocabulary of CLIP, 49,408 symbols, that all Stable Diffusion text encoders have. */
  static Vocabulary clip() {
    return Clip.VOCABULARY;
  }

  /**
   * @param ids symbols and their token ids
   * @param lines of a merges.txt: an optional version line, then two symbols a line
   * @throws BadInput if a line is not two symbols, or they or their union are not in the vocabulary
   */
  static Vocabulary of(Map<String, Integer> ids, List<String> lines) {
    Map<Long, Merge> merges = new HashMap<>(lines.size() * 2);
    for (String line : lines) {
      if (line.startsWith("#version") || line.isBlank()) {
        continue;
      }
      String[] pair = line.split(" ", -1);
      if (pair.length != 2) {
        throw new BadInput("merges.txt", line, "must be two symbols and one space");
      }
      int rank = merges.size();
      int left = known(pair[0], line, ids);
      int right = known(pair[1], line, ids);
      merges.put(key(left, right), new Merge(rank, known(pair[0] + pair[1], line, ids)));
    }
    return new Vocabulary(ids, merges);
  }

  /**
   * @throws BadInput if there is no such symbol
   */
  int id(String symbol) {
    Integer id = ids.get(symbol);
    if (id == null) {
      throw new BadInput("token", symbol, "must be in the vocabulary");
    }
    return id;
  }

  @Nullable Merge merge(int left, int right) {
    return merges.get(key(left, right));
  }

  private static int known(String symbol, String line, Map<String, Integer> ids) {
    Integer id = ids.get(symbol);
    if (id == null) {
      throw new BadInput("merges.txt", line, "makes use of " + symbol + ", not in vocab.json");
    }
    return id;
  }

  private static long key(int left, int right) {
    return (long) left << 32 | right;
  }

  /** Read once, when first asked for. */
  private static final class Clip {
    static final Vocabulary VOCABULARY = build(merges());

    /**
     * Bytes, bytes that end a word, what the merges make in their order, the two special tokens.
     */
    private static Vocabulary build(List<String> merges) {
      Map<String, Integer> ids = new HashMap<>();
      for (String end : List.of("", END_OF_WORD)) {
        for (char symbol : ByteSymbols.IN_ORDER.toCharArray()) {
          ids.put(symbol + end, ids.size());
        }
      }
      for (String merge : merges) {
        if (!merge.startsWith("#version")) {
          ids.put(merge.replace(" ", ""), ids.size());
        }
      }
      ids.put(BEGIN, ids.size());
      ids.put(END, ids.size());
      return Vocabulary.of(Map.copyOf(ids), merges);
    }

    private static List<String> merges() {
      try (var packed =
              Objects.requireNonNull(Clip.class.getResourceAsStream("clip-merges.txt.gz"));
          var reader =
              new BufferedReader(
                  new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
        return reader.readAllLines();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
