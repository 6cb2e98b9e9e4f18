package uncrop.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import uncrop.checkpoint.Json;
import uncrop.checkpoint.TensorFile;

/**
 * A GPT-2 as transformers saves it, with the list of words that Fooocus lets it add: weights, and
 * beside them the files of its tokenizer.
 */
record PromptExpansionInspector() implements Inspector {
  private static final List<String> WEIGHTS =
      List.of("model.safetensors", "pytorch_model.bin", "fooocus_expansion.bin");

  /** How the network looks, its tokens, and which words it may add. */
  private static final List<String> NEEDED =
      List.of("config.json", "vocab.json", "merges.txt", "positive.txt");

  @Override
  public Kind kind() {
    return Kind.PROMPT_EXPANSION;
  }

  @Override
  public boolean recognises(Candidate candidate) {
    return NEEDED.stream().allMatch(candidate::holds) && WEIGHTS.stream().anyMatch(candidate::holds)
        || candidate.hasTensor("transformer.wte.weight")
        || candidate.hasTensor("wte.weight");
  }

  @Override
  public Finding inspect(Candidate candidate) {
    Path folder = candidate.isFolder() ? candidate.path() : Finding.parent(candidate.path());
    Path weights =
        WEIGHTS.stream()
            .map(folder::resolve)
            .filter(Files::isRegularFile)
            .findFirst()
            .orElseThrow(() -> candidate.fault("needs a file called " + WEIGHTS));
    for (String needed : NEEDED) {
      if (!Files.isRegularFile(folder.resolve(needed))) {
        throw candidate.fault("lacks %s: put it into %s".formatted(needed, folder));
      }
    }
    check(candidate, weights, Json.object(folder.resolve("vocab.json")));
    return new Finding(
        Kind.PROMPT_EXPANSION,
        Optional.empty(),
        0,
        List.of(),
        folder,
        folder,
        Stream.concat(Stream.of(weights), NEEDED.stream().map(folder::resolve)).toList());
  }

  private static void check(Candidate candidate, Path weights, Map<String, Object> vocabulary) {
    try (TensorFile file = TensorFile.open(weights)) {
      String prefix = file.names().contains("wte.weight") ? "" : "transformer.";
      for (String name : List.of("wte.weight", "wpe.weight", "h.0.attn.c_attn.weight")) {
        if (!file.names().contains(prefix + name) || file.shape(prefix + name).length != 2) {
          throw candidate.fault("is no GPT-2: it has no matrix " + prefix + name);
        }
      }
      long tokens = file.shape(prefix + "wte.weight")[0];
      if (tokens != vocabulary.size()) {
        throw candidate.fault(
            "has a network for %d tokens and a vocab.json of %d: they are of different models"
                .formatted(tokens, vocabulary.size()));
      }
    }
  }
}
