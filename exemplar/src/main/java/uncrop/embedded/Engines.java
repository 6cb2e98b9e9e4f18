package uncrop.embedded;

import java.util.List;
import java.util.stream.Collectors;
import uncrop.engine.Engine;
import uncrop.exemplar.ExemplarEngine;
import uncrop.fault.BadInput;
import uncrop.pad.PadEngine;

/** The engines by name; the first is the default. */
public record Engines(List<Entry> entries) {

  /**
   * An engine and what to tell about it.
   *
   * @param summary what it does, in a few words
   */
  public record Entry(Engine engine, String summary) {
    public String name() {
      return engine.name();
    }
  }

  /**
   * The engines of this build.
   *
   * @param threads how many threads one painting may use, 1 or more
   */
  public static Engines embedded(int threads) {
    return new Engines(
        List.of(
            new Entry(new ExemplarEngine(threads), "continues the picture with pieces of itself"),
            new Entry(
                new PadEngine(), "fills with the edge, its mirror image, a blur or one colour")));
  }

  public Engine byDefault() {
    return entries.getFirst().engine();
  }

  /**
   * Finds an engine.
   *
   * @param field the name of the parameter, for the error
   * @throws BadInput if there is no such engine; names those there are
   */
  public Engine named(String field, String name) {
    return entries.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .map(Entry::engine)
        .orElseThrow(() ->
            new BadInput(
                field,
                name,
                "must be "
                    + entries.stream().map(Entry::name).collect(Collectors.joining(" or "))));
  }
}
