package uncrop.server.web;

import jakarta.servlet.ServletConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.SocketWrapperBase;
import uncrop.server.intake.HangUp;

/** A connection of HTTP/1.1 that can be asked whether its client has closed it. */
final class WatchedConnection implements ServletConnection, HangUp {
  /*
   * TCP tells it to nobody who does not read. So the thread that waits for the answer, and nobody
   * else touches the connection meanwhile, tries now and then to read without blocking. The request
   * has been read whole by then, so what comes is the end of the stream (the client has closed), an
   * error (it is gone for good), nothing (it waits), or the begin of a next request that was sent
   * early; that is given back, and from then on nothing more is found out, which is harmless.
   *
   * A client that closes only its own direction and goes on reading looks the same as one that is
   * gone. HTTP clients do not do that, and Go's and nginx' servers take it for a hang-up too.
   */
  private static final int SOME = 256;

  private final ServletConnection connection;
  private final SocketWrapperBase<?> socket;

  WatchedConnection(ServletConnection connection, SocketWrapperBase<?> socket) {
    this.connection = connection;
    this.socket = socket;
  }

  @Override
  public boolean gone() {
    if (socket.isClosed()) {
      return true;
    }
    ByteBuffer early = ByteBuffer.allocate(SOME);
    try {
      int read = socket.read(false, early);
      if (read > 0) {
        socket.unRead(early.flip());
      }
      return read < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public String getConnectionId() {
    return connection.getConnectionId();
  }

  @Override
  public String getProtocol() {
    return connection.getProtocol();
  }

  @Override
  public String getProtocolConnectionId() {
    return connection.getProtocolConnectionId();
  }

  @Override
  public boolean isSecure() {
    return connection.isSecure();
  }
}
