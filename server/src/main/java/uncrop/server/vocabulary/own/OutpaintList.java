package uncrop.server.vocabulary.own;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import uncrop.fault.BadInput;
import uncrop.server.job.Job;
import uncrop.server.job.JobStatus;
import uncrop.server.wire.Excerpt;

/** Jobs by the page, newest first; the last id of one page is where the next one begins. */
@Component
final class OutpaintList {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int USUAL_LIMIT = 20;
  private static final int MOST = 100;

  private final JobPages pages;

  OutpaintList(JobPages pages) {
    this.pages = pages;
  }

  record Page(List<JobAnswer> outpaints, @Nullable URI next) {}

  /** Where the jobs of a page come from. */
  interface Source {
    /**
     * @param before only older ones than this job
     */
    List<Job> list(Optional<JobStatus> status, Optional<String> before, int limit);
  }

  /**
   * The page that a request asks for with {@code status}, {@code limit} and {@code after}.
   *
   * @param here the list's own URL, without a query
   */
  ResponseEntity<Page> answer(HttpServletRequest request, UriComponentsBuilder here, Source jobs) {
    Optional<JobStatus> status = parameter(request, "status").map(OutpaintList::status);
    int limit = parameter(request, "limit").map(OutpaintList::limit).orElse(USUAL_LIMIT);
    List<Job> found =
        jobs.list(status, parameter(request, "after").map(OutpaintList::id), limit + 1);
    List<Job> shown = found.subList(0, Math.min(limit, found.size()));
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .contentType(MediaType.APPLICATION_JSON)
            .cacheControl(CacheControl.noStore());
    @Nullable URI next = null;
    if (found.size() > limit) {
      next =
          here.queryParamIfPresent("status", status.map(JobStatus::wire))
              .queryParam("limit", limit)
              .queryParam("after", shown.getLast().id())
              .build()
              .toUri();
      answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
    }
    return answer.body(
        new Page(shown.stream().map(job -> pages.show(job, request)).toList(), next));
  }

  private static Optional<String> parameter(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name));
  }

  private static JobStatus status(String text) {
    return Arrays.stream(JobStatus.values())
        .filter(status -> status.wire().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new BadInput(
                "status",
                Excerpt.of(text),
                "must be one of "
                    + Arrays.stream(JobStatus.values())
                        .map(JobStatus::wire)
                        .collect(Collectors.joining(", "))));
  }

  private static String id(String text) {
    if (!ID.matcher(text).matches()) {
      throw new BadInput("after", Excerpt.of(text), "must be the id of a job");
    }
    return text;
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // refused as one that is out of range
    }
    throw new BadInput("limit", Excerpt.of(text), "must be a whole number from 1 to " + MOST);
  }
}
