package uncrop.server.intake;

/**
 * A mask file as a caller sent it: what is light is painted.
 *
 * @param field the caller's name for it, for messages
 * @param invert what is dark is painted
 */
// masks are never compared, so the array may be a component
@SuppressWarnings("ArrayRecordComponent")
public record SentMask(String field, byte[] bytes, boolean invert) {}
