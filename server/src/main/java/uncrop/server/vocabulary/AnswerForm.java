package uncrop.server.vocabulary;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import uncrop.picture.Format;

/** How one picture comes back: as itself, or as base64 in JSON. */
public enum AnswerForm {
  PICTURE,
  JSON;

  /**
   * JSON only for callers who want it more than the picture. A header that names both alike is no
   * wish: {@code application/json, text/plain, *}{@code /*} is what axios sends on its own, and its
   * users read the picture's bytes. Never answers 406, which means something else here (no
   * credits): who accepts neither gets the picture all the same.
   *
   * @param accept the header, null where it was not sent
   * @param picture the type that the picture would have
   */
  public static AnswerForm accepted(@Nullable String accept, Format picture) {
    List<MediaType> types = types(accept);
    double json = quality(types, MediaType.APPLICATION_JSON);
    return json > quality(types, MediaType.parseMediaType(picture.mediaType())) ? JSON : PICTURE;
  }

  /** Whether a header leaves room for a picture or for JSON at all; one that is absent does. */
  public static boolean acceptable(@Nullable String accept, Format picture) {
    List<MediaType> types = types(accept);
    return types.isEmpty()
        || quality(types, MediaType.APPLICATION_JSON) > 0
        || quality(types, MediaType.parseMediaType(picture.mediaType())) > 0;
  }

  /** Empty for a header that is absent or nonsense. */
  private static List<MediaType> types(@Nullable String accept) {
    try {
      return accept == null ? List.of() : MediaType.parseMediaTypes(accept);
    } catch (InvalidMediaTypeException e) {
      return List.of();
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
