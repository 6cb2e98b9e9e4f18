package uncrop.server.worker;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.picture.Metadata;
import uncrop.picture.PictureWriter;
import uncrop.pixels.Raster;
import uncrop.server.job.Job;
import uncrop.server.storage.Storage;
import uncrop.server.storage.StorageFailed;

/** Keeps what paintings look like so far where every node can show it. */
final class Previews {
  private static final Logger LOG = LoggerFactory.getLogger(Previews.class);
  private static final Encoding SMALL = new Encoding(Format.JPEG, 80);

  private final Storage storage;

  Previews(Storage storage) {
    this.storage = storage;
  }

  /** Goes with the job's folder. Nobody misses a preview enough to fail a painting for it. */
  void keep(Job job, Raster canvas) {
    try {
      byte[] file = PictureWriter.encode(canvas, SMALL, Metadata.NONE, Optional.empty());
      storage.put(job.previewKey(), file);
    } catch (StorageFailed e) {
      LOG.debug("job {}: a preview could not be kept", job.id(), e);
    }
  }
}
