package uncrop.server.vocabulary.own;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import uncrop.server.intake.Intake;
import uncrop.server.job.Job;
import uncrop.server.job.Result;
import uncrop.server.job.ResultPicture;
import uncrop.server.web.NothingThere;
import uncrop.server.wire.Excerpt;

/** {@code GET /api/v1/outpaints/{id}/images/{n}}: one painted picture, as its file. */
@RestController
final class Images {
  /** For the caller's own cache only: a picture is nobody else's business. */
  private static final CacheControl KEPT =
      CacheControl.maxAge(Duration.ofDays(1)).cachePrivate().immutable();

  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  private final Intake intake;
  private final JobPages pages;

  Images(Intake intake, JobPages pages) {
    this.intake = intake;
    this.pages = pages;
  }

  @GetMapping("/api/v1/outpaints/{id}/images/{n}")
  ResponseEntity<byte[]> fetch(
      @PathVariable String id, @PathVariable String n, ServletWebRequest request) {
    HttpServletRequest asked = request.getRequest();
    Job job = pages.find(id, asked);
    List<ResultPicture> pictures = job.result().map(Result::pictures).orElse(List.of());
    int index = index(n, pictures.size(), job);
    ResultPicture picture = pictures.get(index);
    // a file is written once and never changed, so its name says which it is
    String tag = '"' + picture.key().substring(Job.folder(job.id()).length()) + '"';
    if (request.checkNotModified(tag)) {
      return ResponseEntity.status(304).eTag(tag).cacheControl(KEPT).build();
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(picture.format().mediaType()))
        .eTag(tag)
        .cacheControl(KEPT)
        .body(intake.picture(job, index));
  }

  private static int index(String n, int count, Job job) {
    if (DIGIT.matcher(n).matches() && Integer.parseInt(n) < count) {
      return Integer.parseInt(n);
    }
    throw new NothingThere(
        "image " + Excerpt.of(n) + " of job " + job.id() + ", which has " + count);
  }
}
