package uncrop.server.job;

import java.time.Duration;
import java.util.List;

/**
 * What was painted.
 *
 * @param pictures one for each sample, in their order
 * @param took reading, painting and writing, without waiting
 */
public record Result(List<ResultPicture> pictures, Duration took) {}
