package uncrop.picture;

/**
 * How large a picture may be before it is refused, unread.
 *
 * @param maxBytes of the file
 * @param maxPixels width times height, as its header says
 */
public record PictureLimits(long maxBytes, long maxPixels) {
  /** 64 MiB and 100 megapixels. */
  public static final PictureLimits DEFAULT = new PictureLimits(64L << 20, 100_000_000);

  public PictureLimits {
    if (maxBytes < 1 || maxPixels < 1) {
      throw new IllegalArgumentException("limits must be at least 1");
    }
  }
}
