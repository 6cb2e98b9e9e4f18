package uncrop.server.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FolderStorageContractTest extends StorageContract {
  @TempDir Path folder;

  @Override
  Storage storage() {
    return new FolderStorage(folder);
  }
}
