package uncrop.models.download;

import uncrop.fault.UncropException;

/** A file cannot be had: says which, why and what to do. */
public final class DownloadFault extends UncropException {
  DownloadFault(String message) {
    super(message);
  }

  DownloadFault(String message, Throwable cause) {
    super(message, cause);
  }
}
