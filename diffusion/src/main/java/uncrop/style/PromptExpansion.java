package uncrop.style;

/** Goes on where a prompt ends, with words that are known to make good pictures. */
@FunctionalInterface
public interface PromptExpansion {
  /** What came of it. */
  sealed interface Outcome {}

  /**
   * @param text the prompt, tidied, and the words after it
   */
  record Expanded(String text) implements Outcome {}

  /**
   * @param reason a sentence for the user that says what to do
   */
  record Unavailable(String reason) implements Outcome {}

  /**
   * @param prompt not empty
   * @param seed of the picture: the same seed brings the same words
   */
  Outcome expand(String prompt, long seed);
}
