package uncrop.server.outbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on every address of this machine and counts who connects; answers 200 to anything. */
public final class Listener implements AutoCloseable {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 13\r\nConnection: close\r\n\r\ninside secret"
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket socket;
  private final AtomicInteger connections = new AtomicInteger();

  public Listener() {
    try {
      socket = new ServerSocket();
      socket.bind(new InetSocketAddress(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::listen);
  }

  public int port() {
    return socket.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  private void listen() {
    while (!socket.isClosed()) {
      try (Socket caller = socket.accept()) {
        connections.incrementAndGet();
        // what the caller says is read first, or closing would look like a broken connection
        int _ = caller.getInputStream().read(new byte[4096]);
        caller.getOutputStream().write(ANSWER);
      } catch (IOException e) {
        // closed, or the caller hung up
      }
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
