package uncrop.checkpoint;

import java.nio.file.Path;
import uncrop.fault.UncropException;

/** A file of weights cannot be used: names the file, where in it, what is wrong and what to do. */
public final class CheckpointFault extends UncropException {
  private static final int LONGEST = 1000;

  private final Path file;

  /**
   * @param problem a clause; what the file itself says in it is made to fit on one line
   */
  public CheckpointFault(Path file, String problem) {
    super(oneLine(file + ": " + problem));
    this.file = file;
  }

  public Path file() {
    return file;
  }

  /** Names come from files that nobody vouches for. */
  private static String oneLine(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]", " ");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "...";
  }
}
