package uncrop.server.web;

import org.springframework.http.HttpStatus;
import uncrop.fault.BadInput;
import uncrop.fault.UncropException;
import uncrop.outpaint.ModelNotInstalled;
import uncrop.server.credit.CreditsShort;
import uncrop.server.idempotency.IdempotencyConflict;
import uncrop.server.intake.ClientGone;
import uncrop.server.intake.JobEnded;
import uncrop.server.intake.JobFailed;
import uncrop.server.intake.PaintingTimedOut;
import uncrop.server.intake.QueueFull;
import uncrop.server.intake.ResultsGone;
import uncrop.server.intake.ServerStopping;
import uncrop.server.job.JobFault;
import uncrop.server.limit.RateExceeded;
import uncrop.server.source.AddressRefused;
import uncrop.server.source.HostFailed;
import uncrop.server.source.HostTimedOut;
import uncrop.server.wire.BodyTimedOut;
import uncrop.server.wire.TooLarge;
import uncrop.server.wire.UnservedType;

/** The one place that says which fault is which status; every vocabulary answers with these. */
public final class FaultStatus {
  private FaultStatus() {}

  public static HttpStatus of(UncropException fault) {
    return switch (fault) {
      case BadInput _ -> HttpStatus.BAD_REQUEST;
      case KeyRefused _ -> HttpStatus.UNAUTHORIZED;
      case AddressRefused _, AdminRequired _ -> HttpStatus.FORBIDDEN;
      case CreditsShort _ -> HttpStatus.NOT_ACCEPTABLE;
      case IdempotencyConflict _ -> HttpStatus.UNPROCESSABLE_CONTENT;
      case TooLarge _ -> HttpStatus.CONTENT_TOO_LARGE;
      case BodyTimedOut _ -> HttpStatus.REQUEST_TIMEOUT;
      case UnservedType _ -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
      case QueueFull _, RateExceeded _ -> HttpStatus.TOO_MANY_REQUESTS;
      // the contract's words for 502 are "service temporarily unavailable"; it has no 503
      case HostFailed _, ServerStopping _ -> HttpStatus.BAD_GATEWAY;
      case HostTimedOut _, PaintingTimedOut _ -> HttpStatus.GATEWAY_TIMEOUT;
      case JobFailed failed -> of(failed.fault());
      case NothingThere _, ModelNotInstalled _, ResultsGone _ -> HttpStatus.NOT_FOUND;
      case JobEnded _ -> HttpStatus.CONFLICT;
      // nobody is there to read it
      case ClientGone _ -> HttpStatus.BAD_REQUEST;
      default -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  private static HttpStatus of(JobFault fault) {
    return switch (fault) {
      // the one who waited for it learns that somebody else cancelled it
      case BAD_INPUT, CANCELLED -> HttpStatus.BAD_REQUEST;
      case TIMED_OUT -> HttpStatus.GATEWAY_TIMEOUT;
      case ENGINE_FAILED, WORKER_LOST, STORAGE_FAILED -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }
}
