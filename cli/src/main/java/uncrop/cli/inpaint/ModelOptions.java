package uncrop.cli.inpaint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import uncrop.layer.Precision;
import uncrop.lora.LoraChoice;

/** The options that say which model runs, and in what numbers. */
final class ModelOptions {
  @Option(
      names = "--model",
      paramLabel = "M",
      required = true,
      order = 1,
      description = "Its name, or a folder or file of weights.")
  String model = "";

  @Option(
      names = "--dtype",
      paramLabel = "D",
      order = 2,
      description = "auto (usually), fp32, bf16, fp16 or int8.")
  String dtype = "auto";

  @Option(
      names = "--lora",
      paramLabel = "FILE:W",
      order = 3,
      description = "With W of this LoRA; may be given again.")
  List<String> loras = new ArrayList<>();

  /** Its name, or that of its folder or file. */
  String shown() {
    return String.valueOf(Path.of(model).getFileName());
  }

  /** FILE or FILE:WEIGHT; a name may have colons itself. */
  List<LoraChoice> loras() {
    return loras.stream().map(ModelOptions::lora).toList();
  }

  private static LoraChoice lora(String text) {
    int colon = text.lastIndexOf(':');
    if (colon > 1) { // behind the letter of a Windows drive
      try {
        double weight = Double.parseDouble(text.substring(colon + 1));
        return new LoraChoice(Path.of(text.substring(0, colon)), weight);
      } catch (NumberFormatException e) {
        // The whole is a name.
      }
    }
    return new LoraChoice(Path.of(text), 1);
  }

  /** Empty where the machine is to choose. */
  Optional<Precision> precision() {
    return Precision.named("--dtype", dtype);
  }
}
