package uncrop.text;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import uncrop.fault.BadInput;

/**
 * CLIP's tokenizer: text to token ids, equal to those of {@code CLIPTokenizer} of transformers 5.
 *
 * <p>Radford et al., "Learning Transferable Visual Models From Natural Language Supervision", 2021,
 * section 2.4. Unlike OpenAI's own code, transformers leaves HTML entities and broken encodings as
 * they are. Safe for use by several threads.
 */
public final class Tokenizer {
  private final Vocabulary vocabulary;
  private final List<SpecialToken> specials;
  private final SpecialTokens asGiven;
  private final SpecialTokens inNormalForm;
  private final int begin;
  private final int end;
  private final int pad;
  private final int unknown;

  Tokenizer(
      Vocabulary vocabulary,
      List<SpecialToken> specials,
      int begin,
      int end,
      int pad,
      int unknown) {
    this.vocabulary = vocabulary;
    this.specials = List.copyOf(specials);
    this.asGiven = those(specials, false);
    this.inNormalForm = those(specials, true);
    this.begin = begin;
    this.end = end;
    this.pad = pad;
    this.unknown = unknown;
  }

  /**
   * The tokenizer of Stable Diffusion 1.5 and of the first text encoder of SDXL: 49,408 tokens,
   * padded with the end token.
   */
  public static Tokenizer clip() {
    Vocabulary vocabulary = Vocabulary.clip();
    int begin = vocabulary.id(Vocabulary.BEGIN);
    int end = vocabulary.id(Vocabulary.END);
    List<SpecialToken> specials =
        List.of(
            new SpecialToken(Vocabulary.BEGIN, begin, false),
            new SpecialToken(Vocabulary.END, end, false));
    return new Tokenizer(vocabulary, specials, begin, end, end, end);
  }

  /**
   * The tokenizer of a checkpoint.
   *
   * @param folder has {@code vocab.json} and {@code merges.txt}; {@code tokenizer_config.json} and
   *     {@code special_tokens_map.json} are heeded if they are there
   * @throws BadInput if a file is missing or is not what it should be
   */
  public static Tokenizer read(Path folder) {
    return new TokenizerFolder(folder).read();
  }

  /**
   * The same, padded with another token of the vocabulary. ComfyUI pads the second text encoder of
   * SDXL with id 0, {@code "!"}, which prompts may go on to write as they like.
   *
   * @throws BadInput if the vocabulary has no such token
   */
  public Tokenizer paddedWith(String token) {
    return new Tokenizer(vocabulary, specials, begin, end, id(token), unknown);
  }

  /**
   * The same, padded with another token that thereby becomes a special one. The second tokenizer of
   * SDXL in diffusers is so for {@code "!"}: each exclamation mark of a prompt is padding, too.
   *
   * @throws BadInput if the vocabulary has no such token
   */
  public Tokenizer paddedWithSpecial(String token) {
    List<SpecialToken> more =
        Stream.concat(specials.stream(), Stream.of(new SpecialToken(token, id(token), false)))
            .toList();
    return new Tokenizer(vocabulary, more, begin, end, id(token), unknown);
  }

  /** Token ids of a text of any length, without begin and end tokens. */
  public int[] ids(String text) {
    return asGiven.ids(text, this::normalisedIds).toArray();
  }

  /** The token that every sequence begins with. */
  public int begin() {
    return begin;
  }

  /** The token that ends a sequence, and at which the pooled encoding is read. */
  public int end() {
    return end;
  }

  /** What follows the end token. */
  public int pad() {
    return pad;
  }

  /** The id of a token as the vocabulary spells it, such as {@code ",</w>"}. */
  int id(String token) {
    return vocabulary.id(token);
  }

  private static SpecialTokens those(List<SpecialToken> specials, boolean normalised) {
    return new SpecialTokens(
        specials.stream()
            .filter(special -> special.normalised() == normalised)
            .collect(
                Collectors.toMap(
                    special -> normalised ? NormalForm.of(special.content()) : special.content(),
                    SpecialToken::id,
                    (first, second) -> second)));
  }

  private IntStream normalisedIds(String given) {
    return inNormalForm.ids(NormalForm.of(given), this::ordinaryIds);
  }

  private IntStream ordinaryIds(String normalised) {
    return Words.of(normalised).stream()
        .flatMapToInt(word -> BytePairs.tokens(word, vocabulary, Vocabulary.END_OF_WORD, unknown));
  }
}
