package uncrop.server.job;

import uncrop.picture.Format;

/**
 * One painted picture.
 *
 * @param key of its file in the storage
 * @param bytes length of the file
 */
public record ResultPicture(
    String key, int width, int height, Format format, long bytes, long seed) {}
