package uncrop.style;

import java.util.List;
import uncrop.fault.BadInput;

/**
 * What a user wants to see in one picture of a series.
 *
 * @param prompt its first line counts, further lines are added to it
 * @param negative what shall not be seen, in the same way
 * @param styles names in any spelling that {@link Styles#find} knows, in the order in which they
 *     are applied
 * @param seed of this picture, see {@link #seedOf}
 * @param index of this picture in its series, from 0
 * @param ordered wildcards are taken in the order of their lists, one for each picture, not drawn
 */
public record PromptRequest(
    String prompt, String negative, List<String> styles, long seed, int index, boolean ordered) {
  /**
   * @throws BadInput if the index is negative
   */
  public PromptRequest {
    styles = List.copyOf(styles);
    if (index < 0) {
      throw new BadInput("index", index, "must be 0 or more");
    }
  }

  /**
   * The seed of one picture of a series: they count up from the first, and from the greatest on
   * from 0 again.
   */
  public static long seedOf(long first, int index) {
    return (first + index) & Long.MAX_VALUE;
  }

  /**
   * The same with a prompt for what is painted anew, which becomes the first line; the ordinary
   * prompt follows it. Fooocus calls it the additional prompt of inpainting.
   *
   * @param additional blank for none
   */
  public PromptRequest withFirst(String additional) {
    return additional.isBlank()
        ? this
        : new PromptRequest(additional + "\n" + prompt, negative, styles, seed, index, ordered);
  }
}
