package uncrop.server.vocabulary.segmind;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** How one picture comes back: as itself, or as base64 in JSON. */
enum AnswerForm {
  PICTURE,
  JSON;

  /**
   * JSON only for callers who want it more than the picture. A header that names both alike is no
   * wish: {@code application/json, text/plain, *}{@code /*} is what axios sends on its own, and its
   * users read the picture's bytes. Never answers 406, which means something else here (no
   * credits): who accepts neither gets the picture all the same.
   */
  static AnswerForm accepted(@Nullable String accept) {
    if (accept == null) {
      return PICTURE;
    }
    try {
      List<MediaType> types = MediaType.parseMediaTypes(accept);
      double json = quality(types, MediaType.APPLICATION_JSON);
      return json > quality(types, MediaType.IMAGE_PNG) ? JSON : PICTURE;
    } catch (InvalidMediaTypeException e) {
      return PICTURE;
    }
  }

  /** As HTTP weighs it: the most specific range that includes the type decides. */
  private static double quality(List<MediaType> accepted, MediaType type) {
    double quality = 0;
    int best = -1;
    for (MediaType range : accepted) {
      int specificity = range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
      if (range.includes(type) && specificity > best) {
        best = specificity;
        quality = range.getQualityValue();
      }
    }
    return quality;
  }
}
