package uncrop.picture.jpeg;

import java.util.List;

/**
 * Where the parts of a JPEG file lie.
 *
 * @param segments those before the first scan, in their order
 * @param scans where the first scan header begins
 * @param end behind the last scan, where the end marker is or should be
 * @param complete whether the end marker is there
 */
record JpegLayout(byte[] file, List<JpegSegment> segments, int scans, int end, boolean complete) {}
