package uncrop.server.vocabulary.own;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import uncrop.server.job.Job;
import uncrop.server.job.JobStatus;

/**
 * One server-sent event: where a job is.
 *
 * @param id tells it from every other event of its job, and says so again after a restart
 */
record JobEvent(String id, String name, String data) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Progress is told in steps of a thousandth: more often nobody sees it. */
  private static final int STEPS = 1000;

  /**
   * @param position in the queue, of a queued job
   * @param preview where a model's painting can be looked at meanwhile
   * @param shown the job as {@code GET} shows it, for its end
   */
  static JobEvent of(Job job, int position, JobAnswer shown, URI preview) {
    String attempt = job.round() + "." + job.attempt() + ".";
    String name = job.status() == JobStatus.RUNNING ? "progress" : job.status().wire();
    return switch (job.status()) {
      case QUEUED ->
          new JobEvent(attempt + name + "." + position, name, json(Map.of("position", position)));
      case RUNNING ->
          new JobEvent(
              attempt + name + "." + Math.round(job.progress() * STEPS),
              name,
              json(progress(job, preview)));
      case DONE, FAILED, CANCELLED -> new JobEvent(attempt + name, name, json(shown));
    };
  }

  /** Only models show what they paint before it is done. */
  private static Map<String, Object> progress(Job job, URI preview) {
    Map<String, Object> progress = new LinkedHashMap<>();
    progress.put("stage", job.stage());
    progress.put("progress", job.progress());
    if (job.model().isPresent()) {
      progress.put("preview", preview);
    }
    return progress;
  }

  /** As the protocol has it; JSON has no line breaks, so the data is one line. */
  byte[] bytes() {
    return ("event: " + name + "\nid: " + id + "\ndata: " + data + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String json(Object value) {
    return JSON.writeValueAsString(value);
  }
}
