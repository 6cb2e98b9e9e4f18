package uncrop.server.vocabulary;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import uncrop.server.credit.Credits;
import uncrop.server.job.Job;
import uncrop.server.job.Result;
import uncrop.server.job.ResultPicture;
import uncrop.server.web.Callers;
import uncrop.server.web.RateHeaders;

/** What stands in the headers of every answer to a painting, whatever its vocabulary. */
@Component
public final class AnswerHeaders {
  /** Headers must stay in ASCII. */
  private static final JsonMapper JSON =
      JsonMapper.builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
          .build();

  private final Credits credits;
  private final RateHeaders rates;

  AnswerHeaders(Credits credits, RateHeaders rates) {
    this.credits = credits;
    this.rates = rates;
  }

  /** Two of them are parsed as JSON by clients: the seconds, and the metadata. */
  public HttpHeaders of(Painted painted, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(
        "x-remaining-credits",
        Long.toString(credits.remaining(Callers.of(request).account().id())));
    headers.set("X-generation-time", seconds(painted.result()).toPlainString());
    headers.set("X-output-metadata", JSON.writeValueAsString(metadata(painted.job())));
    headers.set("X-Seed", Long.toString(painted.job().seed()));
    rates.set(headers, request);
    return headers;
  }

  /** How long reading, painting and writing took. */
  public static BigDecimal seconds(Result result) {
    return BigDecimal.valueOf(result.took().toMillis(), 3);
  }

  private static Map<String, @Nullable Object> metadata(Job job) {
    ResultPicture first = job.result().orElseThrow().pictures().getFirst();
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("engine", job.engine());
    metadata.put("model", job.model().orElse(null));
    metadata.put("seed", job.seed());
    metadata.put("size", Map.of("width", first.width(), "height", first.height()));
    metadata.put("warnings", job.warnings());
    return metadata;
  }
}
