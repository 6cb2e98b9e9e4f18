package uncrop.inpaint;

import java.util.Locale;
import uncrop.fault.BadInput;

/** Whose pictures to equal: in the order of draws, the masking, the reading of prompts. */
public enum Compat {
  DIFFUSERS,
  COMFY;

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws BadInput if there is none of that name
   */
  public static Compat named(String label) {
    for (Compat compat : values()) {
      if (compat.label().equals(label)) {
        return compat;
      }
    }
    throw new BadInput("compat", label, "must be diffusers or comfy");
  }
}
