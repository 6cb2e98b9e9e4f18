package uncrop.picture;

import java.util.Locale;
import java.util.Optional;
import uncrop.fault.BadInput;

/** The picture formats that are read and written. */
public enum Format {
  PNG("png", "image/png"),
  JPEG("jpg", "image/jpeg"),
  WEBP("webp", "image/webp");

  private final String extension;
  private final String mediaType;

  Format(String extension, String mediaType) {
    this.extension = extension;
    this.mediaType = mediaType;
  }

  /** The usual ending of a file name, without the dot. */
  public String extension() {
    return extension;
  }

  public String mediaType() {
    return mediaType;
  }

  /**
   * The format that a user named: {@code png}, {@code jpeg}, {@code jpg} or {@code webp}, in any
   * case, alone or as a media type.
   *
   * @throws BadInput naming the field, if it is none of these
   */
  public static Format parse(String field, String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    return ofExtension(name.startsWith("image/") ? name.substring("image/".length()) : name)
        .orElseThrow(() -> new BadInput(field, text, "must be png, jpeg or webp"));
  }

  /** The format that a file name ends in; empty if it ends in none of ours. */
  public static Optional<Format> ofFileName(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? Optional.empty()
        : ofExtension(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  private static Optional<Format> ofExtension(String extension) {
    return switch (extension) {
      case "png" -> Optional.of(PNG);
      case "jpg", "jpeg", "jpe", "jfif" -> Optional.of(JPEG);
      case "webp" -> Optional.of(WEBP);
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return this == WEBP ? "WebP" : name();
  }
}
