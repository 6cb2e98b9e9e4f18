package uncrop.server.vocabulary;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import uncrop.fault.BadInput;
import uncrop.server.idempotency.IdempotencyKey;
import uncrop.server.intake.HangUp;
import uncrop.server.intake.Intake;
import uncrop.server.intake.Submission;
import uncrop.server.job.Job;
import uncrop.server.web.Callers;
import uncrop.server.web.HangUps;
import uncrop.server.web.IdempotencyKeys;
import uncrop.server.wire.Parameters;

/**
 * The way of a wish through the intake. Accepting and waiting are two calls, so that nothing of the
 * request's body is held while its job waits among a thousand others.
 */
@Component
public final class Paintings {
  private final Intake intake;

  Paintings(Intake intake) {
    this.intake = intake;
  }

  /**
   * Has a wish accepted as a job.
   *
   * @param sent the fields it was compiled from, which tell a repeated request from another one
   * @param picture the file
   * @param waited whether this request waits for the job
   * @throws BadInput under the caller's name of the field, and all that {@link Intake#accept} does
   */
  public Job accept(
      HttpServletRequest request, Parameters sent, Wish wish, byte[] picture, boolean waited) {
    Submission submission =
        new Submission(
            wish.vocabulary(),
            wish.pictureField(),
            picture,
            Optional.empty(),
            wish.extension(),
            wish.band(),
            wish.sampling(),
            Optional.empty(),
            wish.model(),
            wish.encoding(),
            wish.warnings(),
            Optional.empty(),
            IdempotencyKeys.of(request, sent),
            waited);
    try {
      return intake.accept(Callers.of(request), submission);
    } catch (BadInput e) {
      String name = wish.names().get(e.field());
      throw name == null ? e : e.named(name);
    }
  }

  /**
   * Waits until the job is done, as long as the caller of this request does; throws what {@link
   * Intake#await(Job, HangUp)} does. A caller who sent an idempotency key may hang up and send the
   * request again: that must find the picture, and not a job that the hang-up cancelled.
   */
  public Painted await(Job accepted, HttpServletRequest request) {
    boolean returns = request.getHeader(IdempotencyKey.HEADER) != null;
    Job done = intake.await(accepted, returns ? HangUp.NEVER : HangUps.of(request));
    List<byte[]> files =
        IntStream.range(0, done.result().orElseThrow().pictures().size())
            .mapToObj(n -> intake.picture(done, n))
            .toList();
    return new Painted(done, files);
  }
}
