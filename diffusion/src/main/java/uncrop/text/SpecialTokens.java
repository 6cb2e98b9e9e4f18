package uncrop.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the special tokens that a text spells out, the longest of those that begin together. */
final class SpecialTokens {
  private final Map<String, Integer> ids = new HashMap<>();
  private final Pattern any;

  /**
   * @param ids how they are written in the texts to be searched, and their ids
   */
  SpecialTokens(Map<String, Integer> ids) {
    this.ids.putAll(ids);
    this.any =
        Pattern.compile(
            ids.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
  }

  /**
   * @param rest turns what lies between special tokens into token ids
   */
  IntStream ids(String text, Function<String, IntStream> rest) {
    if (ids.isEmpty()) {
      return rest.apply(text);
    }
    List<IntStream> parts = new ArrayList<>();
    Matcher special = any.matcher(text);
    int from = 0;
    while (special.find()) {
      parts.add(rest.apply(text.substring(from, special.start())));
      parts.add(IntStream.of(ids.getOrDefault(special.group(), -1)));
      from = special.end();
    }
    parts.add(rest.apply(text.substring(from)));
    return parts.stream().flatMapToInt(part -> part);
  }
}
