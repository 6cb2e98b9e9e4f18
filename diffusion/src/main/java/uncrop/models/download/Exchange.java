package uncrop.models.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * An answer, at the end of all redirects.
 *
 * @param sha256 that the hub gave on the way
 */
record Exchange(HttpResponse<InputStream> response, Optional<String> sha256)
    implements AutoCloseable {
  private static final int MOST_REDIRECTS = 10;

  /**
   * Redirects are followed by hand: the client would send the token along to other servers, and
   * would follow from TLS to none.
   *
   * @param part to be continued, if it has begun
   * @throws DownloadFault if a redirect leads where nothing safe is
   */
  static Exchange get(HttpClient client, RemoteFile file, PartialFile part, Duration patience)
      throws IOException, InterruptedException {
    URI uri = file.uri();
    Optional<String> sha256 = Optional.empty();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      if (!file.allows(uri)) {
        throw new DownloadFault(
            "%s: leads to %s, which is not safe (no TLS): nothing was fetched"
                .formatted(file.uri(), uri));
      }
      HttpResponse<InputStream> response =
          client.send(request(file, uri, part, patience), BodyHandlers.ofInputStream());
      if (sha256.isEmpty() && file.sameOrigin(uri)) {
        sha256 = Version.linked(response.headers());
      }
      Optional<String> location = response.headers().firstValue("Location");
      if (response.statusCode() / 100 != 3 || location.isEmpty()) {
        return new Exchange(response, sha256);
      }
      response.body().close();
      uri = resolve(file, uri, location.get());
    }
    throw new DownloadFault(file.uri() + ": redirects without end");
  }

  private static URI resolve(RemoteFile file, URI from, String location) {
    try {
      return from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new DownloadFault(file.uri() + ": redirects to no address: " + location, e);
    }
  }

  private static HttpRequest request(RemoteFile file, URI uri, PartialFile part, Duration patience)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(patience).header("User-Agent", "uncrop");
    if (file.sameOrigin(uri)) {
      file.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    }
    if (part.size() > 0) {
      request.header("Range", "bytes=" + part.size() + "-");
      // Without one a server that has another version now would continue with that.
      part.etag().ifPresent(etag -> request.header("If-Range", etag));
    }
    return request.build();
  }

  int status() {
    return response.statusCode();
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
