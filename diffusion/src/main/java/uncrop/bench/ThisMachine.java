package uncrop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import uncrop.tensor.Device;

/** What the kernel says of the processor and of this process. */
final class ThisMachine {
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/gpus");

  private ThisMachine() {}

  /** Its name and how many processors there are. */
  static String processor() {
    String name = field(Path.of("/proc/cpuinfo"), "model name");
    int count = Runtime.getRuntime().availableProcessors();
    return (name.isEmpty() ? System.getProperty("os.arch") : name) + ", " + count + " cpus";
  }

  /** Of what computes: a graphics processor where it is one, as its driver calls it. */
  static String name(Device device) {
    if (device.isCpu()) {
      return processor();
    }
    try (Stream<Path> known = Files.list(DRIVER)) {
      List<Path> inOrder = known.sorted().toList();
      if (device.index() < inOrder.size()) {
        String model = field(inOrder.get(device.index()).resolve("information"), "Model");
        return model.isEmpty() ? device.toString() : model + " (" + device + ")";
      }
    } catch (IOException e) {
      // Not Linux.
    }
    return device.toString();
  }

  /** The most memory that the process ever held; 0 where nothing says. */
  static long peakBytes() {
    String peak = field(Path.of("/proc/self/status"), "VmHWM").replaceAll("[^0-9]", "");
    return peak.isEmpty() ? 0 : Long.parseLong(peak) * 1024;
  }

  private static String field(Path file, String name) {
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith(name)) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    } catch (IOException e) {
      // Not Linux.
    }
    return "";
  }
}
