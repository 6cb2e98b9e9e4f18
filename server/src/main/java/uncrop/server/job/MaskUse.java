package uncrop.server.job;

/**
 * That the job's mask file counts.
 *
 * @param field the caller's name for it, for messages
 * @param invert whether the dark parts are painted
 */
public record MaskUse(String field, boolean invert) {}
