package uncrop.server.database;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes sure that the folder is there and can be written, before anything is started on it. */
final class DataFolder {
  private DataFolder() {}

  static Path ready(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      if (!Files.isDirectory(absolute)) {
        Files.createDirectories(absolute, ownerOnly());
      }
    } catch (FileAlreadyExistsException e) {
      throw new DataFolderUnusable(absolute, "is a file, or a file is on the way to it", e);
    } catch (AccessDeniedException e) {
      throw new DataFolderUnusable(absolute, "cannot be made: access denied", e);
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "" : ": " + e.getReason();
      throw new DataFolderUnusable(absolute, "cannot be made" + reason, e);
    } catch (IOException e) {
      throw new DataFolderUnusable(absolute, "cannot be made: " + e.getMessage(), e);
    }
    if (!Files.isWritable(absolute)) {
      throw new DataFolderUnusable(absolute, "is not writable");
    }
    return absolute;
  }

  /** Nobody else on the machine needs to read who holds keys. */
  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
