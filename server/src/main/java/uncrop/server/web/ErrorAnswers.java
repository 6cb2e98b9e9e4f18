package uncrop.server.web;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import uncrop.fault.UncropException;
import uncrop.server.painting.PaintingQueue;
import uncrop.server.painting.QueueFull;

/** Answers every fault with {@code {"error": "..."}}, whatever the caller says to accept. */
@RestControllerAdvice
final class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  private final PaintingQueue queue;

  ErrorAnswers(PaintingQueue queue) {
    this.queue = queue;
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> fault(UncropException fault) {
    HttpStatus status = FaultStatus.of(fault);
    if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
      LOG.error("{}", fault.getMessage(), fault.getCause());
    }
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
    if (fault instanceof QueueFull full) {
      answer.header(HttpHeaders.RETRY_AFTER, Long.toString(full.retryAfter().toSeconds()));
      RateHeaders.set(answer, queue);
    }
    return body(answer, fault.getMessage());
  }

  @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
  ResponseEntity<Map<String, String>> unknownUrl() {
    return body(ResponseEntity.status(HttpStatus.NOT_FOUND), "there is nothing at this URL");
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> wrongMethod(HttpRequestMethodNotSupportedException wrong) {
    String[] supported = wrong.getSupportedMethods();
    String allowed = supported == null ? "" : String.join(", ", supported);
    return body(
        ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED).header(HttpHeaders.ALLOW, allowed),
        "method " + wrong.getMethod() + ": must be " + allowed);
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> unexpected(Exception fault) {
    LOG.error("a request failed", fault);
    return body(
        ResponseEntity.status(HttpStatus.INTERNAL_SERVER_ERROR),
        "the server failed; its log has the reason under this answer's X-Request-ID");
  }

  private static ResponseEntity<Map<String, String>> body(
      ResponseEntity.BodyBuilder answer, String message) {
    return answer.contentType(MediaType.APPLICATION_JSON).body(Map.of("error", message));
  }
}
