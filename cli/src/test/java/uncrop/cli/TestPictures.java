package uncrop.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import uncrop.picture.Encoding;
import uncrop.picture.Format;
import uncrop.picture.Metadata;
import uncrop.picture.Picture;
import uncrop.picture.PictureLimits;
import uncrop.picture.PictureReader;
import uncrop.picture.PictureWriter;
import uncrop.pixels.Raster;

/** Real picture files, made and read back. */
final class TestPictures {
  private TestPictures() {}

  /** Opaque noise, so that a pixel out of place is seen. */
  static Raster noise(int width, int height) {
    SplittableRandom random = new SplittableRandom(width * 31L + height);
    Raster raster = new Raster(width, height);
    for (int i = 0; i < raster.argb().length; i++) {
      raster.argb()[i] = 0xFF000000 | random.nextInt(1 << 24);
    }
    return raster;
  }

  static Path write(Path file, int width, int height) {
    return write(file, noise(width, height));
  }

  static Path write(Path file, Raster raster) {
    Format format = Format.ofFileName(file.toString()).orElse(Format.PNG);
    PictureWriter.write(
        file,
        PictureWriter.encode(raster, new Encoding(format, 90), Metadata.NONE, Optional.empty()));
    return file;
  }

  static Picture read(Path file) {
    return new PictureReader(PictureLimits.DEFAULT).read(file);
  }
}
