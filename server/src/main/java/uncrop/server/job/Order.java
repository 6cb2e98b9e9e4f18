package uncrop.server.job;

import java.util.Optional;
import uncrop.geometry.Placement;
import uncrop.picture.Encoding;
import uncrop.plan.Sampling;

/**
 * What is to be painted: checked and complete, but for the picture files themselves.
 *
 * @param placement on the canvas, of the picture as it stands upright
 * @param band in canvas pixels; 0 leaves every kept pixel as it is
 * @param engine by its name
 * @param encoding of the delivered files
 * @param pictureField the caller's name for the picture, for messages
 * @param mask how the job's mask file is used, if it has one
 */
public record Order(
    Placement placement,
    int band,
    Sampling sampling,
    String engine,
    Encoding encoding,
    String pictureField,
    Optional<MaskUse> mask) {}
