package uncrop.server.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Ends requests whose body drips in: Tomcat limits the time between two bytes, and who sends one
 * now and then could hold a request, and what was read of it, for days.
 */
final class BodyDeadline extends ValveBase {
  private final Duration atMost;

  BodyDeadline(Duration atMost) {
    super(true);
    this.atMost = atMost;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    org.apache.coyote.Request raw = request.getCoyoteRequest();
    InputBuffer plain = raw.getInputBuffer();
    Timed timed = new Timed(plain, System.nanoTime() + atMost.toNanos());
    raw.setInputBuffer(timed);
    try {
      getNext().invoke(request, response);
    } finally {
      // the same object serves the next request of the connection
      raw.setInputBuffer(plain);
      if (timed.expired) {
        // or Tomcat would wait for the rest in order to throw it away
        raw.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
      }
    }
  }

  private static final class Timed implements InputBuffer {
    private final InputBuffer plain;
    private final long end;
    private boolean expired;

    Timed(InputBuffer plain, long end) {
      this.plain = plain;
      this.end = end;
    }

    @Override
    public int doRead(ApplicationBufferHandler into) throws IOException {
      if (System.nanoTime() - end > 0) {
        expired = true;
        throw new SocketTimeoutException("the body took too long");
      }
      try {
        return plain.doRead(into);
      } catch (SocketTimeoutException e) {
        expired = true;
        throw e;
      }
    }

    @Override
    public int available() {
      return plain.available();
    }
  }
}
