package uncrop.server.results;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import uncrop.server.job.Job;
import uncrop.server.job.ResultPicture;
import uncrop.server.web.PublicUrls;

/** Makes the addresses under which painted pictures can be fetched without a key. */
public final class ResultLinks {
  static final String PATH = "/results";

  private final LinkSignature signature;
  private final PublicUrls urls;
  private final Duration valid;
  private final Clock clock;

  ResultLinks(LinkSignature signature, PublicUrls urls, Duration valid, Clock clock) {
    this.signature = signature;
    this.urls = urls;
    this.valid = valid;
    this.clock = clock;
  }

  /**
   * The address of a picture for the caller of a request, valid as long as the setting says.
   *
   * @param n 0 for the first
   * @throws IndexOutOfBoundsException when the job has fewer pictures
   */
  public URI of(Job job, int n, HttpServletRequest request) {
    return of(job, n, urls.base(request), valid);
  }

  /**
   * The addresses of all pictures of a job that is done, as {@link #of(Job, int,
   * HttpServletRequest)} makes them; none of another.
   */
  public List<URI> of(Job job, HttpServletRequest request) {
    List<URI> links = new ArrayList<>();
    int pictures = job.result().map(result -> result.pictures().size()).orElse(0);
    for (int n = 0; n < pictures; n++) {
      links.add(of(job, n, request));
    }
    return links;
  }

  /**
   * The address of a picture for who did not ask, such as the receiver of a webhook.
   *
   * @param n 0 for the first
   * @param valid for how long from now
   */
  public URI of(Job job, int n, Duration valid) {
    return of(job, n, urls.base(), valid);
  }

  private URI of(Job job, int n, URI base, Duration valid) {
    ResultPicture picture = job.result().orElseThrow().pictures().get(n);
    long expires = clock.instant().plus(valid).getEpochSecond();
    return URI.create(
        base
            + PATH
            + ("/" + job.id() + "/" + n + "." + picture.format().extension())
            + ("?expires=" + expires)
            + ("&signature=" + signature.of(job.id(), n, expires)));
  }
}
