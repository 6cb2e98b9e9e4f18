package uncrop.server.vocabulary.segmind;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import uncrop.server.intake.Places;
import uncrop.server.job.Job;
import uncrop.server.job.Result;
import uncrop.server.job.ResultPicture;
import uncrop.server.web.RateHeaders;

/** The answer to a painting: pictures, and the headers that clients of this vocabulary read. */
final class PictureAnswer {
  /**
   * Credits are not counted yet, and an old client breaks without the header, others on what is no
   * number.
   */
  private static final String UNLIMITED_CREDITS = "999999999";

  /** Headers must stay in ASCII. */
  private static final JsonMapper JSON =
      JsonMapper.builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
          .build();

  private PictureAnswer() {}

  static ResponseEntity<byte[]> of(Job job, List<byte[]> pictures, AnswerForm form, Places places) {
    Result result = job.result().orElseThrow();
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.ok()
            .header("x-remaining-credits", UNLIMITED_CREDITS)
            .header("X-generation-time", seconds(result).toPlainString())
            .header("X-output-metadata", JSON.writeValueAsString(metadata(job, result)))
            .header("X-Seed", Long.toString(job.seed()));
    answer.headers(headers -> RateHeaders.set(headers, places));
    if (pictures.size() > 1) {
      return json(answer, Map.of("images", pictures.stream().map(PictureAnswer::base64).toList()));
    }
    return switch (form) {
      case JSON -> json(answer, Map.of("image", base64(pictures.getFirst())));
      case PICTURE ->
          answer
              .contentType(
                  MediaType.parseMediaType(result.pictures().getFirst().format().mediaType()))
              .body(pictures.getFirst());
    };
  }

  private static BigDecimal seconds(Result result) {
    return BigDecimal.valueOf(result.took().toMillis(), 3).setScale(3, RoundingMode.HALF_UP);
  }

  private static Map<String, @Nullable Object> metadata(Job job, Result result) {
    ResultPicture first = result.pictures().getFirst();
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("engine", job.engine());
    metadata.put("model", null);
    metadata.put("seed", job.seed());
    metadata.put("size", Map.of("width", first.width(), "height", first.height()));
    metadata.put("warnings", job.warnings());
    return metadata;
  }

  private static ResponseEntity<byte[]> json(ResponseEntity.BodyBuilder answer, Object body) {
    return answer.contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsBytes(body));
  }

  private static String base64(byte[] picture) {
    return Base64.getEncoder().encodeToString(picture);
  }
}
