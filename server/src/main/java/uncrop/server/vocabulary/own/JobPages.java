package uncrop.server.vocabulary.own;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import uncrop.server.intake.Intake;
import uncrop.server.job.Job;
import uncrop.server.job.JobStatus;
import uncrop.server.web.Callers;
import uncrop.server.web.NothingThere;
import uncrop.server.web.PublicUrls;
import uncrop.server.wire.Excerpt;

/** Jobs as they are asked for and shown: found by their ids, and with the URLs of their images. */
@Component
final class JobPages {
  private static final String OUTPAINTS = OwnVocabulary.ROOT + "/outpaints";

  private final Intake intake;
  private final PublicUrls urls;

  JobPages(Intake intake, PublicUrls urls) {
    this.intake = intake;
    this.urls = urls;
  }

  /**
   * A job that the caller may see.
   *
   * @throws NothingThere when there is none of that id
   */
  Job find(String id, HttpServletRequest request) {
    return intake
        .find(Callers.of(request), id)
        .orElseThrow(() -> new NothingThere("job " + Excerpt.of(id)));
  }

  JobAnswer show(Job job, HttpServletRequest request) {
    int position = job.status() == JobStatus.QUEUED ? intake.position(job) : 0;
    return JobAnswer.of(
        job, position, n -> under(request).pathSegment(job.id(), "images", "" + n).build().toUri());
  }

  URI preview(Job job, HttpServletRequest request) {
    return under(request).pathSegment(job.id(), "preview").build().toUri();
  }

  URI url(Job job, HttpServletRequest request) {
    return under(request).pathSegment(job.id()).build().toUri();
  }

  /** Where all outpaints are, to be continued. */
  UriComponentsBuilder under(HttpServletRequest request) {
    return UriComponentsBuilder.fromUri(urls.base(request)).path(OUTPAINTS);
  }
}
