package uncrop.picture.file;

import java.io.IOException;

/** A file that cannot be decoded; the message is a clause, such as "is cut off in its header". */
public final class DamagedPicture extends IOException {
  public DamagedPicture(String message) {
    super(message);
  }

  public DamagedPicture(String message, Throwable cause) {
    super(message, cause);
  }
}
