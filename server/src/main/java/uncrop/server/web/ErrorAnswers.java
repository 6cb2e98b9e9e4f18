package uncrop.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import uncrop.fault.UncropException;
import uncrop.server.intake.QueueFull;
import uncrop.server.limit.RateExceeded;

/** Answers every fault in the words of its vocabulary, whatever the caller says to accept. */
@RestControllerAdvice
final class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  private final Vocabularies vocabularies;
  private final RateHeaders rates;

  ErrorAnswers(Vocabularies vocabularies, RateHeaders rates) {
    this.vocabularies = vocabularies;
    this.rates = rates;
  }

  @ExceptionHandler
  ResponseEntity<byte[]> fault(UncropException fault, HttpServletRequest request) {
    // for the metrics, which count requests by what went wrong
    ServerHttpObservationFilter.findObservationContext(request)
        .ifPresent(observed -> observed.setError(fault));
    HttpStatus status = FaultStatus.of(fault);
    if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
      LOG.error("{}", fault.getMessage(), fault.getCause());
    }
    HttpHeaders headers = new HttpHeaders();
    if (fault instanceof QueueFull full) {
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(full.retryAfter().toSeconds()));
      rates.setQueue(headers);
    }
    if (fault instanceof RateExceeded exceeded) {
      headers.set(HttpHeaders.RETRY_AFTER, Long.toString(exceeded.retryAfter().toSeconds()));
      RateHeaders.set(headers, exceeded.rate());
    }
    return answer(request, status, fault.getMessage(), Optional.of(fault), headers);
  }

  @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
  ResponseEntity<byte[]> unknownUrl(HttpServletRequest request) {
    return answer(
        request,
        HttpStatus.NOT_FOUND,
        "there is nothing at this URL",
        Optional.empty(),
        HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<byte[]> wrongMethod(
      HttpRequestMethodNotSupportedException wrong, HttpServletRequest request) {
    String[] supported = wrong.getSupportedMethods();
    String allowed = supported == null ? "" : String.join(", ", supported);
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.ALLOW, allowed);
    return answer(
        request,
        HttpStatus.METHOD_NOT_ALLOWED,
        "method " + wrong.getMethod() + ": must be " + allowed,
        Optional.empty(),
        headers);
  }

  /** A query, or a form where none is looked for, that Tomcat cannot read. */
  @ExceptionHandler({InvalidParameterException.class, MultipartException.class})
  ResponseEntity<byte[]> unreadable(HttpServletRequest request) {
    return answer(
        request,
        HttpStatus.BAD_REQUEST,
        "the query or the body cannot be read: is something not encoded as it should be?",
        Optional.empty(),
        HttpHeaders.EMPTY);
  }

  @ExceptionHandler
  ResponseEntity<byte[]> unexpected(Exception fault, HttpServletRequest request) {
    LOG.error("a request failed", fault);
    return answer(
        request,
        HttpStatus.INTERNAL_SERVER_ERROR,
        "the server failed; its log has the reason under this answer's X-Request-ID",
        Optional.empty(),
        HttpHeaders.EMPTY);
  }

  private ResponseEntity<byte[]> answer(
      HttpServletRequest request,
      HttpStatus status,
      String message,
      Optional<UncropException> fault,
      HttpHeaders headers) {
    ResponseEntity<byte[]> inItsWords =
        vocabularies.failure(request, new Failure(status, message, fault, RequestId.of(request)));
    return ResponseEntity.status(inItsWords.getStatusCode())
        .headers(inItsWords.getHeaders())
        .headers(headers)
        .body(inItsWords.getBody());
  }
}
