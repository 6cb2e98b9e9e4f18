package uncrop.style;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt without its LoRA tags.
 *
 * @param prompt tidied as a list
 * @param tags in their order; those that could not be read are not among them
 */
record LoraTags(String prompt, List<LoraTag> tags) {
  private static final Pattern TAG = Pattern.compile("<lora:([^:,<>]+)(?::([^,<>]*))?>");
  private static final Pattern WEIGHT = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)");

  static LoraTags of(String prompt, Warnings warnings) {
    List<LoraTag> tags = new ArrayList<>();
    Matcher tag = TAG.matcher(prompt);
    while (tag.find()) {
      // Without a weight it is 1, as in AUTOMATIC1111's web UI.
      String weight = tag.group(2) == null ? "1" : tag.group(2).strip();
      double value = WEIGHT.matcher(weight).matches() ? Double.parseDouble(weight) : Double.NaN;
      if (Math.abs(value) <= LoraTag.MOST) {
        tags.add(new LoraTag(tag.group(1).strip(), value));
      } else {
        warnings.add("%s is left out: its weight must be a number from -10 to 10", tag.group());
      }
    }
    return new LoraTags(PromptLines.tidyList(tag.replaceAll("")), tags);
  }
}
