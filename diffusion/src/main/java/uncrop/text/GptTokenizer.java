package uncrop.text;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import uncrop.fault.BadInput;

/**
 * The tokenizer of GPT-2: byte pairs of the text as it is, blanks and case included, so that tokens
 * can be turned into the same text again.
 *
 * <p>Source: Radford et al., Language Models are Unsupervised Multitask Learners (2019), 2.2, and
 * {@code GPT2Tokenizer} of transformers.
 */
public final class GptTokenizer {
  private static final String END = "<|endoftext|>";

  /** What stands for a blank in the vocabulary: words begin with it. */
  private static final String BLANK = ByteSymbols.of(" ");

  /** A piece of text within which symbols are merged: it takes the one blank before it along. */
  private static final Pattern PIECE =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\p{IsWhite_Space}\\p{L}\\p{N}]+"
              + "|\\p{IsWhite_Space}+(?!\\P{IsWhite_Space})|\\p{IsWhite_Space}+");

  private final Vocabulary vocabulary;
  private final Map<Integer, String> symbols = new HashMap<>();
  private final SpecialTokens specials;

  private GptTokenizer(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    vocabulary.ids().forEach((symbol, id) -> symbols.put(id, symbol));
    this.specials = new SpecialTokens(Map.of(END, vocabulary.id(END)));
  }

  /**
   * @param folder has {@code vocab.json} and {@code merges.txt}
   * @throws BadInput if one of them is missing or is not what it should be
   */
  public static GptTokenizer read(Path folder) {
    Vocabulary vocabulary = new TokenizerFolder(folder).vocabulary();
    boolean complete =
        ByteSymbols.IN_ORDER
            .chars()
            .allMatch(symbol -> vocabulary.ids().containsKey(Character.toString(symbol)));
    if (!complete) {
      throw new BadInput("vocab.json", folder.resolve("vocab.json"), "must have all 256 bytes");
    }
    return new GptTokenizer(vocabulary);
  }

  /** Of a text of any length. */
  public int[] ids(String text) {
    return specials.ids(text, this::ordinaryIds).toArray();
  }

  private IntStream ordinaryIds(String text) {
    int unknown = vocabulary.id(END); // never comes up: each byte has a symbol
    return PIECE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .flatMapToInt(piece -> BytePairs.tokens(piece, vocabulary, "", unknown));
  }

  /**
   * The text of tokens, without those that are special. Bytes that are not UTF-8 become U+FFFD.
   *
   * @throws BadInput if an id is not in the vocabulary
   */
  public String text(List<Integer> ids) {
    StringBuilder all = new StringBuilder();
    for (int id : ids) {
      String symbol = symbols.get(id);
      if (symbol == null) {
        throw new BadInput("token", id, "must be in the vocabulary");
      }
      all.append(symbol.equals(END) ? "" : symbol);
    }
    return ByteSymbols.text(all.toString());
  }

  /** The token that is a blank and a whole word; empty if the word is more than one token. */
  public OptionalInt word(String word) {
    return id(BLANK + ByteSymbols.of(word));
  }

  /** The token that is a text without a blank before it; empty if that is more than one token. */
  public OptionalInt token(String text) {
    return id(ByteSymbols.of(text));
  }

  private OptionalInt id(String symbol) {
    Integer id = vocabulary.ids().get(symbol);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** One more than the greatest id. */
  public int size() {
    return symbols.keySet().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
  }
}
