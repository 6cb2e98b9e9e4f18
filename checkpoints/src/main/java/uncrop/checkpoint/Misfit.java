package uncrop.checkpoint;

import java.util.ArrayList;
import java.util.List;

/** One line about everything that does not fit: the first few by name, of the rest the count. */
final class Misfit {
  private static final int SPELLED = 3;

  private final List<String> clauses = new ArrayList<>();

  Misfit of(String what, List<String> names) {
    if (!names.isEmpty()) {
      String first = String.join(", ", names.subList(0, Math.min(SPELLED, names.size())));
      int rest = names.size() - SPELLED;
      clauses.add(what + " " + first + (rest > 0 ? " and %d more".formatted(rest) : ""));
    }
    return this;
  }

  /** Empty if all fits. */
  String text() {
    return String.join("; ", clauses);
  }
}
