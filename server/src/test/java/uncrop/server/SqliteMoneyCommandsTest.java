package uncrop.server;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class SqliteMoneyCommandsTest extends MoneyCommandsContract {
  @TempDir static Path folder;

  @Override
  List<Object> database() {
    return List.of("--data", folder);
  }
}
