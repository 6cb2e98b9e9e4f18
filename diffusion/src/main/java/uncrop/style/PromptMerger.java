package uncrop.style;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/** Makes the texts for a model from what a user wrote, in the manner of Fooocus 2.5.5. */
public final class PromptMerger {
  /*
   * Order matters: one stream of random numbers, begun by the picture's seed, is drawn from by the
   * wildcards of the first positive line, of the first negative line, of the other positive and then
   * of the other negative lines, and last by the random style. LoRA tags and arrays are only looked
   * for in the first positive line: tags before wildcards, arrays after them.
   */
  private final Styles styles;
  private final Wildcards wildcards;
  private final PromptExpansion expansion;

  /**
   * @param expansion asked only where the style V2 is, and there is a prompt
   */
  public PromptMerger(Styles styles, Wildcards wildcards, PromptExpansion expansion) {
    this.styles = styles;
    this.wildcards = wildcards;
    this.expansion = expansion;
  }

  /** The same request is always merged into the same texts. */
  public MergedPrompt merge(PromptRequest wanted) {
    Warnings warnings = new Warnings();
    PythonRandom random = new PythonRandom(wanted.seed());
    IntUnaryOperator choice = wanted.ordered() ? count -> wanted.index() % count : random::choice;
    WildcardText wild = new WildcardText(wildcards, choice, warnings);
    List<String> lines = PromptLines.of(wanted.prompt());
    List<String> negativeLines = PromptLines.of(wanted.negative());
    LoraTags tagged = LoraTags.of(first(lines), warnings);
    String main = PromptArrays.pick(wild.expand(tagged.prompt()), wanted.index());
    String negative = wild.expand(first(negativeLines));
    List<String> more = others(lines).map(wild::expand).toList();
    List<String> moreNegative = others(negativeLines).map(wild::expand).toList();

    Set<String> names = fullNames(wanted.styles(), warnings);
    boolean expands = names.remove(StyleNames.EXPANSION);
    List<Style> chosen = templates(names, random);

    List<String> positives = new ArrayList<>();
    if (chosen.stream().noneMatch(Style::hasPlace)) {
      positives.add(main);
    }
    chosen.forEach(style -> positives.addAll(PromptLines.split(style.around(main))));
    positives.addAll(more);
    List<String> negatives = new ArrayList<>();
    chosen.forEach(style -> negatives.addAll(PromptLines.split(style.negative())));
    negatives.add(negative);
    negatives.addAll(moreNegative);
    oneAtLeast(positives);
    oneAtLeast(negatives);

    int pooled = positives.size();
    if (expands && !main.isEmpty()) {
      expanded(main, wanted.seed(), warnings)
          .filter(text -> !text.isEmpty())
          .ifPresent(positives::add);
    }
    return new MergedPrompt(
        main,
        chosen.stream().map(Style::name).toList(),
        positives,
        pooled,
        negatives,
        tagged.tags(),
        positives.size() > pooled,
        warnings.list());
  }

  private Set<String> fullNames(List<String> wanted, Warnings warnings) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : wanted) {
      styles
          .find(name)
          .ifPresentOrElse(
              names::add, () -> warnings.add("there is no style %s here, so it is left out", name));
    }
    return names;
  }

  private List<Style> templates(Set<String> names, PythonRandom random) {
    List<Style> all = styles.templates();
    return names.stream()
        .flatMap(name ->
            name.equals(StyleNames.RANDOM)
                ? Stream.of(all.get(random.choice(all.size())))
                : styles.template(name).stream())
        .toList();
  }

  private Optional<String> expanded(String main, long seed, Warnings warnings) {
    return switch (expansion.expand(main, seed)) {
      case PromptExpansion.Expanded(String text) -> Optional.of(text);
      case PromptExpansion.Unavailable(String reason) -> {
        warnings.add(reason);
        yield Optional.empty();
      }
    };
  }

  private static String first(List<String> lines) {
    return lines.isEmpty() ? "" : lines.getFirst();
  }

  private static Stream<String> others(List<String> lines) {
    return lines.stream().skip(1);
  }

  private static void oneAtLeast(List<String> texts) {
    texts.removeIf(String::isEmpty);
    if (texts.isEmpty()) {
      texts.add("");
    }
  }
}
