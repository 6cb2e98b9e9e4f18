package uncrop.server.results;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import uncrop.server.job.Job;
import uncrop.server.job.Jobs;
import uncrop.server.job.ResultPicture;
import uncrop.server.storage.Storage;

/**
 * {@code GET /results/{jobId}/{n}.{ext}?expires=..&signature=..}: a painted picture for whoever has
 * its address. Without the right signature nobody learns whether there is such a job.
 */
@RestController
final class ResultPictures {
  private static final Pattern FILE = Pattern.compile("(\\d{1,4})\\.([a-z]{3,4})");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,15}");

  private final LinkSignature signature;
  private final Jobs jobs;
  private final Storage storage;
  private final Clock clock;

  ResultPictures(LinkSignature signature, Jobs jobs, Storage storage, Clock clock) {
    this.signature = signature;
    this.jobs = jobs;
    this.storage = storage;
    this.clock = clock;
  }

  @GetMapping(ResultLinks.PATH + "/{jobId}/{file}")
  ResponseEntity<?> picture(
      @PathVariable String jobId,
      @PathVariable String file,
      @RequestParam(defaultValue = "") String expires,
      @RequestParam(name = "signature", defaultValue = "") String presented) {
    Matcher name = FILE.matcher(file);
    if (!name.matches() || !SECONDS.matcher(expires).matches()) {
      return refusal(HttpStatus.FORBIDDEN, "this is no address of a picture");
    }
    int n = Integer.parseInt(name.group(1));
    long end = Long.parseLong(expires);
    if (!signature.matches(presented, jobId, n, end)) {
      return refusal(HttpStatus.FORBIDDEN, "this address was not made here, or was changed");
    }
    long left = end - clock.instant().getEpochSecond();
    if (left <= 0) {
      return refusal(HttpStatus.GONE, "this address has expired; ask for the job to get a new one");
    }
    return found(jobId, n)
        .filter(picture -> picture.format().extension().equals(name.group(2)))
        .flatMap(picture ->
            storage
                .get(picture.key())
                .<ResponseEntity<?>>map(bytes -> answer(jobId, file, picture, bytes, left)))
        .orElseGet(() -> refusal(HttpStatus.GONE, "the picture is not kept any more"));
  }

  private Optional<ResultPicture> found(String jobId, int n) {
    List<ResultPicture> pictures =
        jobs.find(jobId)
            .filter(job -> !job.swept())
            .flatMap(Job::result)
            .map(result -> result.pictures())
            .orElse(List.of());
    @Nullable ResultPicture picture = n < pictures.size() ? pictures.get(n) : null;
    return Optional.ofNullable(picture);
  }

  private static ResponseEntity<byte[]> answer(
      String jobId, String file, ResultPicture picture, byte[] bytes, long seconds) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(picture.format().mediaType()))
        .cacheControl(CacheControl.maxAge(Duration.ofSeconds(seconds)).cachePrivate().immutable())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.inline().filename(jobId + "-" + file).build().toString())
        .body(bytes);
  }

  private static ResponseEntity<Map<String, String>> refusal(HttpStatus status, String reason) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("error", reason));
  }
}
