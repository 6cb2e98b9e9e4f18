package uncrop.models.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes the bytes of an answer as they come.
 *
 * <p>The client's own timeout ends with the headers of an answer, and a read waits for ever: so
 * reads are made on a thread that can be left waiting.
 */
record Reception(InputStream body, Duration silence) {
  private static final int PIECE = 1 << 18;

  /**
   * @return why it ended too early; empty if all came
   * @throws IOException if the disk does not take it
   */
  Optional<String> into(PartialFile part, ByteListener listener)
      throws IOException, InterruptedException {
    byte[] piece = new byte[PIECE];
    long done = part.size();
    try (ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor();
        FileChannel out = part.append()) {
      try {
        while (true) {
          Future<Integer> reading = reader.submit(() -> body.read(piece));
          int length = reading.get(silence.toMillis(), TimeUnit.MILLISECONDS);
          if (length < 0) {
            out.force(true);
            return Optional.empty();
          }
          ByteBuffer bytes = ByteBuffer.wrap(piece, 0, length);
          while (bytes.hasRemaining()) {
            out.write(bytes);
          }
          done += length;
          listener.bytes(done, part.total());
        }
      } catch (TimeoutException e) {
        return Optional.of("nothing came for %d s".formatted(silence.toSeconds()));
      } catch (ExecutionException e) {
        Throwable cause = e.getCause();
        return Optional.of(
            "the connection broke (%s)"
                .formatted(cause instanceof Exception why ? Downloader.reason(why) : "?"));
      } finally {
        // Ends a read that still waits, so that its thread ends.
        body.close();
      }
    }
  }
}
