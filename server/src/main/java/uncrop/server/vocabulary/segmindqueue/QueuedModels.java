package uncrop.server.vocabulary.segmindqueue;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import uncrop.server.job.Job;
import uncrop.server.source.PictureSource;
import uncrop.server.vocabulary.Paintings;
import uncrop.server.vocabulary.Wish;
import uncrop.server.vocabulary.segmind.SegmindModel;
import uncrop.server.vocabulary.segmind.SegmindModels;
import uncrop.server.web.PublicUrls;
import uncrop.server.wire.Bodies;
import uncrop.server.wire.Parameters;

/** {@code POST /v2/{slug}}: the answer says where to ask after the picture. */
@RestController
final class QueuedModels {
  private final SegmindModels models;
  private final Bodies bodies;
  private final PictureSource pictures;
  private final Paintings paintings;
  private final PublicUrls urls;

  QueuedModels(
      SegmindModels models,
      Bodies bodies,
      PictureSource pictures,
      Paintings paintings,
      PublicUrls urls) {
    this.models = models;
    this.bodies = bodies;
    this.pictures = pictures;
    this.paintings = paintings;
    this.urls = urls;
  }

  /** 200 and not 202, because clients look for exactly that. */
  @PostMapping("/v2/" + SegmindModels.SLUG)
  ResponseEntity<byte[]> submit(@PathVariable String slug, HttpServletRequest request) {
    SegmindModel model = models.named(slug).orElseThrow();
    Parameters sent = bodies.json(request);
    Wish wish = model.wish(sent);
    byte[] picture = pictures.load(model.pictureField(), sent);
    Job job = paintings.accept(request, sent, wish, picture, false);
    String base = urls.base(request).toString();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("request_id", job.id());
    body.put("status", RequestState.of(job).name());
    body.put("poll_url", base + "/v1/requests/" + job.id());
    body.put("status_url", base + "/v2/requests/" + job.id() + "/status");
    body.put("response_url", base + "/v2/requests/" + job.id());
    return RequestPages.json(ResponseEntity.ok(), body);
  }
}
