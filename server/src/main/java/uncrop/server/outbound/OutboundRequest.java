package uncrop.server.outbound;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * What is asked of a host outside.
 *
 * @param json the body; empty: the address is only read
 */
public record OutboundRequest(URI address, Map<String, String> headers, Optional<String> json) {

  /** Reads what is at the address. */
  public static OutboundRequest get(URI address, String accept) {
    return new OutboundRequest(address, Map.of("Accept", accept), Optional.empty());
  }

  /** Posts JSON to the address. */
  public static OutboundRequest post(URI address, Map<String, String> headers, String json) {
    return new OutboundRequest(address, headers, Optional.of(json));
  }

  HttpUriRequestBase message() {
    HttpUriRequestBase message = json.isPresent() ? new HttpPost(address) : new HttpGet(address);
    headers.forEach(message::setHeader);
    json.ifPresent(body -> message.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON)));
    return message;
  }
}
