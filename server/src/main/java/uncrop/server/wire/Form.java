package uncrop.server.wire;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.tomcat.util.http.fileupload.impl.FileCountLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.FileSizeLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.SizeException;
import uncrop.fault.BadInput;

/**
 * Reads a body of {@code multipart/form-data}. The first of several fields of one name counts.
 *
 * <p>The limits of the whole, of a part and of the number of parts are Tomcat's own, set in
 * application.yml: it stops reading where one is passed, and says so in exceptions that only their
 * causes tell apart.
 */
final class Form {
  private Form() {}

  /**
   * @throws TooLarge over any of the limits
   * @throws BadInput when it breaks off or is no form
   */
  static Parameters of(HttpServletRequest request, long bodyLimit, long partLimit) {
    Map<String, String> texts = new HashMap<>();
    Map<String, byte[]> files = new HashMap<>();
    try {
      Collection<Part> parts = parts(request, bodyLimit, partLimit);
      // for a body of undeclared length, and a limit that is lower than Tomcat's
      if (parts.stream().mapToLong(Part::getSize).sum() > bodyLimit) {
        throw new TooLarge("body", bodyLimit);
      }
      for (Part part : parts) {
        read(part, texts, files);
      }
    } catch (IOException e) {
      throw broken();
    }
    return Parameters.of(texts, files);
  }

  private static Collection<Part> parts(
      HttpServletRequest request, long bodyLimit, long partLimit) {
    try {
      return request.getParts();
    } catch (IOException | ServletException | IllegalStateException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        switch (cause) {
          case FileSizeLimitExceededException part ->
              throw new TooLarge(
                  Optional.ofNullable(part.getFieldName()).map(Excerpt::of).orElse("a part"),
                  partLimit);
          case FileCountLimitExceededException count ->
              throw new BadInput(
                  "body", "of more than " + count.getLimit() + " parts", "must have fewer");
          case SizeException _ -> throw new TooLarge("body", bodyLimit);
          case SocketTimeoutException _ -> throw new BodyTimedOut();
          default -> {}
        }
      }
      throw broken();
    }
  }

  private static void read(Part part, Map<String, String> texts, Map<String, byte[]> files)
      throws IOException {
    byte[] bytes;
    try (InputStream stream = part.getInputStream()) {
      bytes = stream.readAllBytes();
    }
    if (bytes.length > 0) {
      if (isFile(part)) {
        files.putIfAbsent(part.getName(), bytes);
      } else {
        texts.putIfAbsent(part.getName(), new String(bytes, StandardCharsets.UTF_8));
      }
    }
    part.delete(); // the container would hold its own copy until the answer
  }

  /** Some clients send a picture without a file name, and say only by its type that it is one. */
  private static boolean isFile(Part part) {
    String type = part.getContentType();
    return part.getSubmittedFileName() != null
        || type != null
            && (type.toLowerCase(Locale.ROOT).startsWith("image/")
                || type.toLowerCase(Locale.ROOT).startsWith("application/octet-stream"));
  }

  private static BadInput broken() {
    return new BadInput(
        "body", "(broken off)", "must be a whole multipart/form-data with its boundary");
  }
}
