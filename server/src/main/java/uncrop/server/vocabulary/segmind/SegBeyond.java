package uncrop.server.vocabulary.segmind;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import uncrop.server.painting.Order;
import uncrop.server.painting.Painted;
import uncrop.server.painting.Painter;
import uncrop.server.painting.PaintingQueue;
import uncrop.server.source.PictureSource;
import uncrop.server.wire.Bodies;

/** {@code POST /v1/seg-beyond}: so many pixels on each side, and the answer is the picture. */
@RestController
final class SegBeyond {
  private final Bodies bodies;
  private final PictureSource pictures;
  private final Painter painter;
  private final PaintingQueue queue;
  private final SecureRandom random;

  SegBeyond(
      Bodies bodies,
      PictureSource pictures,
      Painter painter,
      PaintingQueue queue,
      SecureRandom random) {
    this.bodies = bodies;
    this.pictures = pictures;
    this.painter = painter;
    this.queue = queue;
    this.random = random;
  }

  @PostMapping("/v1/seg-beyond")
  ResponseEntity<byte[]> paint(HttpServletRequest request) {
    AnswerForm form = AnswerForm.accepted(request.getHeader(HttpHeaders.ACCEPT));
    SegBeyondRequest wanted = SegBeyondRequest.of(bodies.json(request), random);
    byte[] picture = pictures.load(SegBeyondRequest.PICTURE, wanted.picture());
    Painted painted =
        painter.paint(
            new Order(SegBeyondRequest.PICTURE, picture, wanted.margins(), wanted.sampling()));
    return PictureAnswer.of(painted, wanted.base64() ? AnswerForm.JSON : form, queue);
  }
}
