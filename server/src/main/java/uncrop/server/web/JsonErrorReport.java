package uncrop.server.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers requests that never reach a handler, because not even their first line can be read, in
 * JSON and not with Tomcat's page.
 */
public final class JsonErrorReport extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, @Nullable Throwable fault) {
    int code = response.getStatus();
    HttpStatus status = HttpStatus.resolve(code);
    if (code < HttpStatus.BAD_REQUEST.value()
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    String reason = status == null ? "the request failed" : status.getReasonPhrase();
    try {
      if (response.getHeader(RequestId.HEADER) == null) {
        response.setHeader(RequestId.HEADER, UUID.randomUUID().toString());
      }
      SecurityHeaders.set(response);
      SecurityHeaders.setPolicy(response);
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response
          .getOutputStream()
          .write(("{\"error\":\"" + reason + "\"}").getBytes(StandardCharsets.UTF_8));
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      // the caller is gone, or has part of an answer already
      container.getLogger().debug("no error answer", e);
    }
  }
}
