package uncrop.server.vocabulary.segmindqueue;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import uncrop.server.intake.Intake;
import uncrop.server.job.Job;
import uncrop.server.results.ResultLinks;
import uncrop.server.vocabulary.AnswerHeaders;
import uncrop.server.vocabulary.segmind.SegmindModels;
import uncrop.server.web.Callers;
import uncrop.server.web.NothingThere;
import uncrop.server.wire.Excerpt;

/** The status and the result of a request. Both are 422 for one that failed. */
@RestController
final class RequestPages {
  /** As the original keeps its results, whatever else is kept for longer. */
  private static final Duration RESULTS_LIVE = Duration.ofHours(1);

  private static final JsonMapper JSON = new JsonMapper();

  private final Intake intake;
  private final SegmindModels models;
  private final ResultLinks links;
  private final Clock clock;

  RequestPages(Intake intake, SegmindModels models, ResultLinks links, Clock clock) {
    this.intake = intake;
    this.models = models;
    this.links = links;
    this.clock = clock;
  }

  @GetMapping("/v2/requests/{id}/status")
  ResponseEntity<byte[]> status(@PathVariable String id, HttpServletRequest request) {
    Job job = find(id, request);
    return json(answer(job), state(job));
  }

  @GetMapping({"/v2/requests/{id}", "/v1/requests/{id}"})
  ResponseEntity<byte[]> result(@PathVariable String id, HttpServletRequest request) {
    Job job = find(id, request);
    Map<String, Object> body = state(job);
    job.result()
        .ifPresent(result -> {
          requireAlive(job);
          List<String> urls =
              IntStream.range(0, result.pictures().size())
                  .mapToObj(n -> links.of(job, n, request).toString())
                  .toList();
          body.put("output", urls.getFirst());
          if (urls.size() > 1) {
            body.put("outputs", urls);
          }
          body.put("seed", job.seed());
          body.put("warnings", job.warnings());
        });
    return json(answer(job), body);
  }

  private Job find(String id, HttpServletRequest request) {
    return intake
        .find(Callers.of(request), id)
        .filter(job -> models.named(job.vocabulary()).isPresent())
        .orElseThrow(() -> new NothingThere("request " + Excerpt.of(id)));
  }

  private void requireAlive(Job job) {
    boolean over =
        job.finished().filter(end -> end.plus(RESULTS_LIVE).isBefore(clock.instant())).isPresent();
    if (over || job.swept()) {
      throw new NothingThere("result of request " + job.id() + " any more; it lived for an hour");
    }
  }

  private static ResponseEntity.BodyBuilder answer(Job job) {
    return ResponseEntity.status(
        RequestState.of(job) == RequestState.FAILED
            ? HttpStatus.UNPROCESSABLE_CONTENT
            : HttpStatus.OK);
  }

  private static Map<String, Object> state(Job job) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("request_id", job.id());
    body.put("status", RequestState.of(job).name());
    Map<String, Object> metrics = new LinkedHashMap<>();
    job.result().ifPresent(done -> metrics.put("inference_time", AnswerHeaders.seconds(done)));
    body.put("metrics", metrics);
    job.error().ifPresent(error -> body.put("error", error));
    return body;
  }

  static ResponseEntity<byte[]> json(ResponseEntity.BodyBuilder answer, Map<String, Object> body) {
    return answer
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(JSON.writeValueAsBytes(body));
  }
}
