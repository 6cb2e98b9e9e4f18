package uncrop.server.web;

import jakarta.servlet.ServletConnection;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's HTTP/1.1, whose connections can tell whether the client is still there. Tomcat makes it
 * by its name.
 */
public final class HangUpProtocol extends Http11NioProtocol {

  @Override
  protected Processor createProcessor() {
    return new Http11Processor(this, getAdapter()) {
      @Override
      protected ServletConnection getServletConnection() {
        SocketWrapperBase<?> socket = getSocketWrapper();
        return new WatchedConnection(super.getServletConnection(), socket);
      }
    };
  }
}
