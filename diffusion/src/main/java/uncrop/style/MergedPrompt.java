package uncrop.style;

import java.util.ArrayList;
import java.util.List;

/**
 * What is encoded for one picture.
 *
 * <p>SDXL in the manner of Fooocus encodes each text for itself, joins the tokens of all, and adds
 * up the pooled vectors of the first {@code pooled} positive ones and of all negative ones. A model
 * that takes a single prompt is given {@link #positive()} and {@link #negative()}.
 *
 * @param main the user's prompt, with its wildcards and arrays replaced; may be empty
 * @param styles full names of those that were applied, a random one by the name that was drawn
 * @param positives 1 or more
 * @param pooled how many of the positive texts, from the first, have a part in the pooled vector
 * @param negatives 1 or more
 * @param loras that the prompt asks for, whether or not they are installed
 * @param expands whether the last positive text is an expansion of the main prompt
 * @param warnings sentences about what could not be done as asked
 */
public record MergedPrompt(
    String main,
    List<String> styles,
    List<String> positives,
    int pooled,
    List<String> negatives,
    List<LoraTag> loras,
    boolean expands,
    List<String> warnings) {
  public MergedPrompt {
    styles = List.copyOf(styles);
    positives = List.copyOf(positives);
    negatives = List.copyOf(negatives);
    loras = List.copyOf(loras);
    warnings = List.copyOf(warnings);
  }

  /**
   * All positive texts in one, joined by commas. What an expansion has in common with the main
   * prompt is not said again: it would only take room from the words behind it.
   */
  public String positive() {
    List<String> texts = new ArrayList<>(positives);
    String tidy = PromptLines.tidy(main);
    if (expands && positives.size() > 1 && texts.getLast().startsWith(tidy)) {
      texts.add(texts.removeLast().substring(tidy.length()));
    }
    return joined(texts);
  }

  /** All negative texts in one, joined by commas. */
  public String negative() {
    return joined(negatives);
  }

  private static String joined(List<String> texts) {
    return String.join(
        ", ",
        texts.stream().map(PromptLines::tidy).filter(text -> !text.isEmpty()).distinct().toList());
  }
}
