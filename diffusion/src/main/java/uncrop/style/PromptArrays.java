package uncrop.style;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code [[red, green]] cat}: one item of each array for each picture of a series, the first array
 * changing fastest, all combinations before any comes again.
 */
final class PromptArrays {
  private static final Pattern ARRAY = Pattern.compile("\\[\\[(.*?)]]");

  private PromptArrays() {}

  /**
   * @param index of the picture in its series, from 0
   */
  static String pick(String prompt, int index) {
    int rest = index;
    StringBuilder picked = new StringBuilder();
    Matcher array = ARRAY.matcher(prompt);
    while (array.find()) {
      String[] items = array.group(1).split(",", -1);
      array.appendReplacement(picked, Matcher.quoteReplacement(items[rest % items.length]));
      rest /= items.length;
    }
    return array.appendTail(picked).toString();
  }
}
