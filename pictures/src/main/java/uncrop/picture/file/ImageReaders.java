package uncrop.picture.file;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decoding with an {@link ImageReader}, whose failures on broken files are of every kind. */
public final class ImageReaders {
  private ImageReaders() {}

  /**
   * Decodes the first image, and disposes of the reader.
   *
   * @param warnings told what the reader complains of, in its words
   * @throws DamagedPicture whatever goes wrong inside the reader
   */
  public static BufferedImage decode(ImageReader reader, byte[] bytes, Consumer<String> warnings)
      throws DamagedPicture {
    reader.addIIOReadWarningListener((source, warning) -> warnings.accept(warning));
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      return reader.read(0);
    } catch (IOException | RuntimeException e) {
      // Readers meet hostile numbers with any exception there is: bad index, null, negative size.
      throw new DamagedPicture("is damaged: its pixels cannot be decoded", e);
    } catch (LinkageError e) {
      throw new DamagedPicture("cannot be read: its decoder does not run on this machine", e);
    } finally {
      reader.dispose();
    }
  }
}
