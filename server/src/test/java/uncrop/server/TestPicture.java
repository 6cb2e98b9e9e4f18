package uncrop.server;

import java.util.Base64;
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

/** Pictures of noise, which no mistake leaves unchanged. */
public final class TestPicture {
  private TestPicture() {}

  public static Raster noise(int width, int height) {
    SplittableRandom random = new SplittableRandom(width * 31L + height);
    Raster raster = new Raster(width, height);
    for (int i = 0; i < raster.argb().length; i++) {
      raster.argb()[i] = random.nextInt() | 0xFF000000;
    }
    return raster;
  }

  public static byte[] file(Format format, Raster raster, Optional<byte[]> icc) {
    return PictureWriter.encode(
        raster, new Encoding(format, 100), new Metadata(icc, Optional.empty()), Optional.empty());
  }

  public static byte[] png(int width, int height) {
    return file(Format.PNG, noise(width, height), Optional.empty());
  }

  public static String base64(byte[] file) {
    return Base64.getEncoder().encodeToString(file);
  }

  public static Picture read(byte[] file) {
    return new PictureReader(PictureLimits.DEFAULT).read(file, "test");
  }
}
