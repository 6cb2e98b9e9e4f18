package uncrop.server.painting;

import uncrop.geometry.Extension;
import uncrop.plan.Sampling;

/**
 * What a vocabulary wants painted.
 *
 * @param field the caller's name for the picture, for messages
 * @param picture a picture file, read when its turn comes: decoded pictures would fill the memory
 *     while they wait
 */
// orders are never compared, so the array may be a component
@SuppressWarnings("ArrayRecordComponent")
public record Order(String field, byte[] picture, Extension extension, Sampling sampling) {}
