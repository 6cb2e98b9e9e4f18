package uncrop.cli.extend;

import java.nio.file.Path;
import java.util.Optional;
import uncrop.engine.PaintListener;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.picture.Metadata;
import uncrop.picture.PictureWriter;
import uncrop.pixels.Raster;

/**
 * Keeps a small picture of what is being painted in a file, for who wants to look at it meanwhile.
 *
 * @param file replaced whole each time
 * @param listener hears all the rest
 */
record PeekFile(Path file, PaintListener listener) implements PaintListener {
  private static final Encoding PNG = new Encoding(Format.PNG, 100);

  @Override
  public void progress(String stage, double done) {
    listener.progress(stage, done);
  }

  @Override
  public void warn(String sentence) {
    listener.warn(sentence);
  }

  @Override
  public boolean wantsPreview() {
    return true;
  }

  @Override
  public void preview(Raster canvas) {
    PictureWriter.write(file, PictureWriter.encode(canvas, PNG, Metadata.NONE, Optional.empty()));
  }
}
