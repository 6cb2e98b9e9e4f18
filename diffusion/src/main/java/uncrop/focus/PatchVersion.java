package uncrop.focus;

import java.nio.file.Path;
import java.util.Locale;

/** Which of the published inpaint patches a file is. */
public enum PatchVersion {
  V1("v1", "inpaint.fooocus.patch"),
  V2_5("v2.5", "inpaint_v25.fooocus.patch"),
  V2_6("v2.6", "inpaint_v26.fooocus.patch");

  private final String label;
  private final String fileName;

  PatchVersion(String label, String fileName) {
    this.label = label;
    this.fileName = fileName;
  }

  /** As Fooocus calls its inpaint engines. */
  public String label() {
    return label;
  }

  /** The name under which it is published. */
  public String fileName() {
    return fileName;
  }

  /**
   * By the name if it is one of those published, else by what is in it: only 2.5 changes a whole
   * network; 1 and 2.6 change about the same half of it, and the newer one is likelier.
   *
   * @param wholeNetwork whether each of the network's tensors is changed
   */
  static PatchVersion of(Path file, boolean wholeNetwork) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (PatchVersion version : values()) {
      if (version.fileName.equals(name)) {
        return version;
      }
    }
    return wholeNetwork ? V2_5 : V2_6;
  }
}
