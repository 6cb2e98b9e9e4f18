package uncrop.models.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What has come of a file so far, and of which version of it: a second file beside it says so,
 * because a part of one version continued by another would be neither.
 */
final class PartialFile {
  private static final String URL = "url";
  private static final String ETAG = "etag";
  private static final String TOTAL = "total";
  private static final String SHA256 = "sha256";
  private static final String COMPLETE = "complete";

  private final Path data;
  private final Path notes;
  private final Properties known = new Properties();

  private PartialFile(Path data) {
    this.data = data;
    this.notes = data.resolveSibling(data.getFileName() + ".properties");
  }

  /** Of an earlier run, if it was of the same address; else nothing. */
  static PartialFile at(Path data, String url) throws IOException {
    PartialFile file = new PartialFile(data);
    if (data.getParent() != null) {
      Files.createDirectories(data.getParent());
    }
    if (Files.isRegularFile(file.notes)) {
      try (InputStream in = Files.newInputStream(file.notes)) {
        file.known.load(in);
      } catch (IllegalArgumentException damaged) {
        file.known.clear();
      }
    }
    if (!url.equals(file.known.getProperty(URL))) {
      file.discard(url);
    }
    return file;
  }

  /** Forgets all that has come. */
  void discard() throws IOException {
    discard(known.getProperty(URL, ""));
  }

  private void discard(String url) throws IOException {
    Files.deleteIfExists(data);
    known.clear();
    known.setProperty(URL, url);
    write();
  }

  /** Begins a version. */
  void begin(Version version) throws IOException {
    discard();
    version.etag().ifPresent(etag -> known.setProperty(ETAG, etag));
    version.sha256().ifPresent(sum -> known.setProperty(SHA256, sum));
    if (version.total() >= 0) {
      known.setProperty(TOTAL, Long.toString(version.total()));
    }
    write();
  }

  /** Whether what has come may be continued by this version. */
  boolean isOf(Version version) {
    return version.total() == total()
        && (version.etag().isEmpty() || version.etag().equals(etag()))
        && (version.sha256().isEmpty() || version.sha256().equals(sha256()));
  }

  /** Whether a later answer can be told to be of the same version. */
  boolean canBeContinued() {
    return total() >= 0 || etag().isPresent();
  }

  void complete() throws IOException {
    known.setProperty(COMPLETE, "true");
    write();
  }

  boolean isComplete() throws IOException {
    return known.containsKey(COMPLETE)
        && Files.isRegularFile(data)
        && (total() < 0 || size() == total());
  }

  FileChannel append() throws IOException {
    return FileChannel.open(
        data, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  long size() throws IOException {
    return Files.exists(data) ? Files.size(data) : 0;
  }

  /** -1 if it is not known. */
  long total() {
    try {
      return Long.parseLong(known.getProperty(TOTAL, "-1"));
    } catch (NumberFormatException damaged) {
      return -1;
    }
  }

  Optional<String> etag() {
    return Optional.ofNullable(known.getProperty(ETAG));
  }

  /** What the server says that the file comes to. */
  Optional<String> sha256() {
    return Optional.ofNullable(known.getProperty(SHA256));
  }

  Path data() {
    return data;
  }

  private void write() throws IOException {
    try (OutputStream out = Files.newOutputStream(notes)) {
      known.store(out, null);
    }
  }
}
