package uncrop.server.vocabulary.own;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import uncrop.fault.BadInput;
import uncrop.server.web.Failure;

/**
 * A failure as RFC 9457 has it.
 *
 * @param detail one line for a person
 * @param instance the id of the request, as a URN: what to ask the operator about
 * @param field the parameter that does not fit, if it was one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    URI type, String title, int status, String detail, URI instance, @Nullable String field) {

  static Problem of(HttpStatus status, Failure failure) {
    ProblemType type = ProblemType.of(status);
    return new Problem(
        type.uri(),
        type.title(),
        status.value(),
        failure.message(),
        URI.create("urn:uuid:" + failure.requestId()),
        failure.fault().orElse(null) instanceof BadInput bad ? bad.field() : null);
  }
}
