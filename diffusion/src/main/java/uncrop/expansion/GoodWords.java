package uncrop.expansion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;
import uncrop.checkpoint.CheckpointFault;
import uncrop.text.GptTokenizer;

/** The only words that may be added to a prompt, each but once, and the comma. */
final class GoodWords {
  /** Added to the score of what must not come: no score is near as high. */
  private static final float NEVER = -8192;

  private final int vocabulary;
  private final int comma;
  private final BitSet words;

  private GoodWords(int vocabulary, int comma, BitSet words) {
    this.vocabulary = vocabulary;
    this.comma = comma;
    this.words = words;
  }

  /**
   * @param file a word in each line; those that are not one token after a blank are passed over
   * @param vocabulary how many tokens the model has scores for
   * @throws CheckpointFault if it cannot be read, or no word of it is a token
   */
  static GoodWords read(Path file, GptTokenizer tokenizer, int vocabulary) {
    BitSet words = new BitSet();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          tokenizer.word(line.strip().toLowerCase(Locale.ROOT)).ifPresent(words::set);
        }
      }
    } catch (IOException e) {
      throw new CheckpointFault(file, "cannot be read as UTF-8: check that it is there");
    }
    int comma = tokenizer.token(",").orElse(vocabulary);
    if (words.isEmpty() || Math.max(words.length() - 1, comma) >= vocabulary) {
      throw new CheckpointFault(
          file, "has no words that the model knows: the files must be of the same model");
    }
    return new GoodWords(vocabulary, comma, words);
  }

  /**
   * What is added to the scores of all tokens.
   *
   * @param used tokens of the prompt and those that were added to it
   */
  float[] bias(Iterable<Integer> used) {
    float[] bias = new float[vocabulary];
    for (int id = 0; id < vocabulary; id++) {
      bias[id] = words.get(id) ? 0 : NEVER;
    }
    used.forEach(id -> bias[id] = NEVER);
    bias[comma] = 0;
    return bias;
  }
}
