package uncrop.server;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A body of multipart/form-data as clients write it. */
final class FormBody {
  private final String boundary = "----" + UUID.randomUUID();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  FormBody text(String name, Object value) {
    return part("name=\"" + name + "\"", "", value.toString().getBytes(StandardCharsets.UTF_8));
  }

  FormBody file(String name, byte[] content) {
    return part(
        "name=\"" + name + "\"; filename=\"picture.png\"", "Content-Type: image/png\r\n", content);
  }

  /** A part with headers of one's own. */
  FormBody part(String disposition, String headers, byte[] content) {
    bytes.writeBytes(
        ("--%s\r\nContent-Disposition: form-data; %s\r\n%s\r\n"
                .formatted(boundary, disposition, headers))
            .getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(content);
    bytes.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    return this;
  }

  String type() {
    return "multipart/form-data; boundary=" + boundary;
  }

  byte[] whole() {
    return (bytes.toString(StandardCharsets.ISO_8859_1) + "--" + boundary + "--\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  HttpRequest.Builder in(HttpRequest.Builder request) {
    return request.setHeader("Content-Type", type()).POST(BodyPublishers.ofByteArray(whole()));
  }
}
