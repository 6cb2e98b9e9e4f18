package uncrop.models;

import java.time.Instant;
import java.util.Optional;
import uncrop.models.Licence.ApiUse;

/**
 * The licence of an installed model, and who accepted it.
 *
 * @param licence as it read when the model was installed
 * @param accepted empty if nobody had to
 */
public record LicenceCard(Licence licence, Optional<Acceptance> accepted) {

  /**
   * @param who the name of the user's account on this machine
   * @param shown the text that was agreed to
   */
  public record Acceptance(String who, Instant when, String shown) {}

  /** Whether a server may use the model: if the licence does not forbid it, or was accepted. */
  public boolean mayBeServed() {
    return licence.apiUse() != ApiUse.FORBIDDEN || accepted.isPresent();
  }
}
