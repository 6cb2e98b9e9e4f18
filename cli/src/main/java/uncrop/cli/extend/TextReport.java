package uncrop.cli.extend;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import uncrop.cli.extend.Outcome.Done;
import uncrop.cli.extend.Outcome.Failed;
import uncrop.cli.extend.Outcome.Kept;

/** Sentences for people; with several inputs, the failures once more at the end. */
final class TextReport implements Report {
  private final PrintStream err;
  private final boolean quiet;
  private final boolean many;
  private final List<Failed> failures = new ArrayList<>();
  private int done;
  private int kept;

  TextReport(PrintStream err, boolean quiet, boolean many) {
    this.err = err;
    this.quiet = quiet;
    this.many = many;
  }

  @Override
  public void add(Outcome outcome) {
    switch (outcome) {
      case Done result -> {
        done++;
        if (!quiet) {
          err.println(sentence(result));
          result.warnings().forEach(warning -> err.println("  warning: " + warning));
        }
      }
      case Kept(String _, String output) -> {
        kept++;
        if (!quiet) {
          err.println(output + ": kept, as it is there already; --force replaces it");
        }
      }
      case Failed failed -> {
        failures.add(failed);
        err.println(sentence(failed));
      }
    }
  }

  private static String sentence(Done result) {
    return String.format(
        Locale.ROOT,
        "%s: %s, %s, seed %d, %.1f s",
        result.output(),
        result.canvas(),
        result.model().map(model -> result.engine() + " " + model).orElse(result.engine()),
        result.seed(),
        result.took().toMillis() / 1000.0);
  }

  private static String sentence(Failed failed) {
    return "uncrop: " + failed.input() + ": " + failed.error();
  }

  @Override
  public void end() {
    if (!many || (quiet && failures.isEmpty())) {
      return;
    }
    err.printf(Locale.ROOT, "%d done, %d kept, %d failed%n", done, kept, failures.size());
    if (done + kept > 0) {
      failures.forEach(failed -> err.println(sentence(failed)));
    }
  }
}
