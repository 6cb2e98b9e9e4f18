package uncrop.style;

import java.util.List;

/** What is painted where nobody says what. */
public final class Promptless {
  /*
   * An empty prompt would be the simplest: the model is then left to what it sees. But guidance is
   * the difference between what a prompt asks for and what the negative one does; of two empty
   * prompts it is nothing, and without guidance these models paint the average of what they were
   * trained on: soft, and often a frame, a white border or a page of a catalogue, because so many of
   * those pictures end in one. Low guidance only makes this weaker. So there is a prompt.
   *
   * It must be true of any picture. It names no thing, since named things are painted (a "landscape"
   * beside a portrait), and no medium, since a drawing shall go on as a drawing. It says that the
   * picture goes on and that it is sharp; what must not be there is in the negative prompt, where
   * naming things is safe.
   */
  /** Short enough to be one chunk of 77 tokens. */
  public static final String PROMPT =
      "wide view, the same scene continues without a break, even light and perspective, clear fine"
          + " detail";

  public static final String NEGATIVE =
      "frame, border, margin, collage, split picture, caption, lettering, watermark, signature,"
          + " repeated subject, blurred, low quality";

  private Promptless() {}

  /**
   * The request itself if it has a prompt, else one with {@link #PROMPT}, and with {@link
   * #NEGATIVE} where neither a negative prompt nor a style is given. Styles are kept, but not the
   * expansion: there is nothing of the user's to expand.
   */
  public static PromptRequest filled(PromptRequest wanted) {
    if (!wanted.prompt().isBlank()) {
      return wanted;
    }
    List<String> templates =
        wanted.styles().stream().filter(name -> !StyleNames.isExpansion(name)).toList();
    boolean left = wanted.negative().isBlank() && templates.isEmpty();
    return new PromptRequest(
        PROMPT,
        left ? NEGATIVE : wanted.negative(),
        templates,
        wanted.seed(),
        wanted.index(),
        wanted.ordered());
  }
}
