package uncrop.style;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A LoRA that a prompt asks for by {@code <lora:name:weight>}.
 *
 * @param name without an ending such as {@code .safetensors}; it is text of a stranger and no path:
 *     only ever compare it with the names of what is installed
 * @param weight -10 to 10
 */
public record LoraTag(String name, double weight) {
  /** What Fooocus has room for. */
  public static final int USUAL_MOST = 5;

  static final double MOST = 10;

  /**
   * The LoRAs of a picture: those chosen beside the prompt, then those of the prompt that are known
   * and not yet among them.
   *
   * @param chosen beside the prompt
   * @param tags of the prompt
   * @param known whether there is a LoRA of that name
   * @param most how many there may be; where tags add any, those beyond are left out
   */
  public static List<LoraTag> after(
      List<LoraTag> chosen, List<LoraTag> tags, Predicate<String> known, int most) {
    List<LoraTag> all = new ArrayList<>(chosen);
    for (LoraTag tag : tags) {
      if (known.test(tag.name) && all.stream().noneMatch(one -> one.name.equals(tag.name))) {
        all.add(tag);
      }
    }
    boolean added = all.size() > chosen.size();
    return List.copyOf(added ? all.subList(0, Math.min(most, all.size())) : all);
  }
}
