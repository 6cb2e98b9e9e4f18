package uncrop.expansion;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder with the model and the words that expand prompts. */
record ExpansionFiles(Path folder) {
  static final String CONFIG = "config.json";
  static final String WORDS = "positive.txt";
  private static final List<String> NEEDED = List.of(CONFIG, "vocab.json", "merges.txt", WORDS);

  /** Any one of these; the last is what Fooocus calls it where it can be downloaded. */
  private static final List<String> WEIGHTS =
      List.of("model.safetensors", "pytorch_model.bin", "fooocus_expansion.bin");

  Path file(String name) {
    return folder.resolve(name);
  }

  Optional<Path> weights() {
    return WEIGHTS.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
  }

  /** Names of what is not there. */
  List<String> missing() {
    Stream<String> files = NEEDED.stream().filter(name -> !Files.isRegularFile(file(name)));
    Stream<String> none =
        weights().isPresent() ? Stream.empty() : Stream.of(String.join(" or ", WEIGHTS));
    return Stream.concat(files, none).toList();
  }
}
