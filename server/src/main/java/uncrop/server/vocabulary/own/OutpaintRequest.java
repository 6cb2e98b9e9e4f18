package uncrop.server.vocabulary.own;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import uncrop.geometry.Extension;
import uncrop.picture.Encoding;
import uncrop.plan.Sampling;

/**
 * What {@code POST /api/v1/outpaints} asks for, beside the pictures themselves.
 *
 * @param band how far into the picture pixels may be changed, in canvas pixels
 * @param engine by name; empty for the default
 * @param warnings what of the request cannot be used
 */
record OutpaintRequest(
    Extension extension,
    int band,
    Sampling sampling,
    Optional<String> engine,
    Encoding encoding,
    List<String> warnings,
    Optional<URI> webhook) {}
