package uncrop.server.web;

import org.springframework.http.HttpStatus;
import uncrop.fault.BadInput;
import uncrop.fault.UncropException;
import uncrop.server.credit.CreditsShort;
import uncrop.server.idempotency.IdempotencyConflict;
import uncrop.server.painting.PaintingTimedOut;
import uncrop.server.painting.QueueFull;
import uncrop.server.painting.ServerStopping;
import uncrop.server.source.AddressRefused;
import uncrop.server.source.HostFailed;
import uncrop.server.source.HostTimedOut;
import uncrop.server.wire.TooLarge;
import uncrop.server.wire.UnservedType;

/** The one place that says which fault is which status; every vocabulary answers with these. */
public final class FaultStatus {
  private FaultStatus() {}

  public static HttpStatus of(UncropException fault) {
    return switch (fault) {
      case BadInput _ -> HttpStatus.BAD_REQUEST;
      case KeyRefused _ -> HttpStatus.UNAUTHORIZED;
      case AddressRefused _ -> HttpStatus.FORBIDDEN;
      case CreditsShort _ -> HttpStatus.NOT_ACCEPTABLE;
      case IdempotencyConflict _ -> HttpStatus.UNPROCESSABLE_CONTENT;
      case TooLarge _ -> HttpStatus.CONTENT_TOO_LARGE;
      case UnservedType _ -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
      case QueueFull _ -> HttpStatus.TOO_MANY_REQUESTS;
      // the contract's words for 502 are "service temporarily unavailable"; it has no 503
      case HostFailed _, ServerStopping _ -> HttpStatus.BAD_GATEWAY;
      case HostTimedOut _, PaintingTimedOut _ -> HttpStatus.GATEWAY_TIMEOUT;
      default -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }
}
