package uncrop.server.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The same answer for what fails before or after any handler, so that no HTML page ever gets out.
 */
@RestController
final class ErrorPage implements ErrorController {
  private final Vocabularies vocabularies;

  ErrorPage(Vocabularies vocabularies) {
    this.vocabularies = vocabularies;
  }

  @RequestMapping("/error")
  ResponseEntity<byte[]> error(HttpServletRequest request) {
    HttpStatus status =
        Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
            .map(code -> HttpStatus.resolve((Integer) code))
            .orElse(HttpStatus.NOT_FOUND);
    return vocabularies.failure(
        request,
        new Failure(status, status.getReasonPhrase(), Optional.empty(), RequestId.of(request)));
  }
}
