package uncrop.inpaint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import uncrop.checkpoint.Checkpoint;
import uncrop.geometry.Size;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.tensor.TensorScope;
import uncrop.text.TinyModels;

/**
 * Makes so many pictures, the checkpoint opened anew for each fourth, and prints the memory of this
 * process every ten: its number and MiB.
 */
final class ManyPictures {
  private static final int EACH = 10;
  private static final int CALLS_OF_A_CHECKPOINT = 4;

  private ManyPictures() {}

  public static void main(String[] arguments) throws IOException {
    int pictures = Integer.parseInt(arguments[0]);
    for (int first = 0; first < pictures; first += CALLS_OF_A_CHECKPOINT) {
      int last = Math.min(pictures, first + CALLS_OF_A_CHECKPOINT);
      try (Checkpoint checkpoint = Checkpoint.open(TinyModels.SD15_FOLDER);
          Inpainter inpainter =
              new Inpainter(checkpoint, Placement.onCpu(Precision.FP32), Residency.PAINTERS)) {
        for (int picture = first; picture < last; picture++) {
          paint(inpainter, picture);
          if (picture % EACH == EACH - 1) {
            System.out.println(picture + 1 + " " + residentMib());
          }
        }
      }
    }
  }

  private static void paint(Inpainter inpainter, int number) {
    List<Method> methods =
        List.of(
            TinyPipelines.diffusers("ddim"),
            Method.of(Compat.COMFY, "dpmpp_2m_sde", "karras", OptionalDouble.empty()));
    Method method = methods.get(number % methods.size());
    InpaintRequest usual = TinyPipelines.request(new Size(64, 64), method, 1);
    try (TensorScope scope = TensorScope.open()) {
      InpaintRequest request =
          new InpaintRequest(
              usual.picture(),
              usual.mask(),
              usual.size(),
              usual.prompts(),
              method,
              3,
              7.5,
              1,
              number);
      inpainter.paint(request, InpaintListener.NONE);
    }
  }

  /** Heap, native memory and mapped files together. */
  private static long residentMib() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }
}
