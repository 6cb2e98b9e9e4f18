package uncrop.text;

/** Whose reading of prompts to follow, from brackets to the numbers that the image model sees. */
public enum PromptStyle {
  /** No weights, one chunk; SDXL without a negative prompt is told zeros. */
  DIFFUSERS(PromptGrammar.PLAIN, Emphasis.FROM_EMPTY),
  COMFY(PromptGrammar.COMFY, Emphasis.FROM_EMPTY),
  FOOOCUS(PromptGrammar.COMFY, Emphasis.FROM_EMPTY_MEAN_KEPT),
  A1111(PromptGrammar.A1111, Emphasis.TIMES_MEAN_KEPT);

  private final PromptGrammar grammar;
  private final Emphasis emphasis;

  PromptStyle(PromptGrammar grammar, Emphasis emphasis) {
    this.grammar = grammar;
    this.emphasis = emphasis;
  }

  PromptGrammar grammar() {
    return grammar;
  }

  Emphasis emphasis() {
    return emphasis;
  }
}
