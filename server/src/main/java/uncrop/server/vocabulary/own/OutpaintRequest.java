package uncrop.server.vocabulary.own;

import java.net.URI;
import java.util.Optional;
import uncrop.geometry.Extension;
import uncrop.outpaint.ModelWish;
import uncrop.picture.Encoding;
import uncrop.plan.Sampling;

/**
 * What {@code POST /api/v1/outpaints} asks for, beside the pictures themselves.
 *
 * @param band how far into the picture pixels may be changed, in canvas pixels
 * @param engine by name; empty for the default
 * @param model which, of an engine that has models
 */
record OutpaintRequest(
    Extension extension,
    int band,
    Sampling sampling,
    Optional<String> engine,
    Encoding encoding,
    ModelWish model,
    Optional<URI> webhook) {}
