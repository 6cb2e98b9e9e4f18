package uncrop.expansion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import uncrop.checkpoint.TensorFile;
import uncrop.golden.Golden;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.text.GptTokenizer;

/** What transformers makes of a tiny GPT-2, see {@code reference/expansion/make_gpt2.py}. */
class GptParityTest {
  static final Path FOLDER = Path.of("src/test/resources/expansion");
  private static final JsonNode VECTORS = Golden.json("expansion/vectors.json");
  private static final double CLOSE = 1e-4;

  private final TensorScope scope = TensorScope.open();
  private final GptTokenizer tokenizer = GptTokenizer.read(FOLDER);

  @AfterEach
  void free() {
    scope.close();
  }

  private static Gpt load(String file) {
    try (TensorFile weights = TensorFile.open(FOLDER.resolve(file))) {
      return Gpt.load(GptConfig.read(FOLDER.resolve("config.json")), weights);
    }
  }

  @Test
  void texts_are_cut_into_the_same_tokens_and_put_together_again() {
    for (JsonNode given : VECTORS.path("tokens")) {
      int[] ids = tokenizer.ids(given.path("text").stringValue());
      assertThat(ids).as(given.path("text").toString()).isEqualTo(numbers(given.path("ids")));
      assertThat(tokenizer.text(IntStream.of(ids).boxed().toList()))
          .isEqualTo(given.path("decoded").stringValue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "pytorch_model.bin"})
  void scores_are_those_of_the_reference_whether_read_at_once_or_one_by_one(String file) {
    Golden logits = Golden.tensors("expansion/vectors.safetensors");
    try (Gpt gpt = load(file)) {
      for (int run = 0; run < VECTORS.path("runs").size(); run++) {
        int[] ids = numbers(VECTORS.path("runs").path(run).path("ids"));
        Tensor expected = logits.get("logits." + run);
        try (Gpt.Reading whole = gpt.begin();
            Gpt.Reading single = gpt.begin()) {
          Tensor last = expected.select(0, ids.length - 1L);
          assertThat(Golden.difference(whole.scores(ids), last)).isLessThan(CLOSE);
          for (int i = 0; i < ids.length; i++) {
            assertThat(Golden.difference(single.scores(ids[i]), expected.select(0, i)))
                .isLessThan(CLOSE);
          }
        }
      }
    }
  }

  @Test
  void a_text_read_in_any_pieces_has_the_same_scores() {
    int[] ids = numbers(VECTORS.path("runs").path(2).path("ids"));
    try (Gpt gpt = load("model.safetensors")) {
      Tensor expected;
      try (Gpt.Reading whole = gpt.begin()) {
        expected = whole.scores(ids);
      }
      for (int cut = 1; cut < ids.length; cut += 3) {
        try (Gpt.Reading pieces = gpt.begin()) {
          pieces.scores(IntStream.of(ids).limit(cut).toArray());
          Tensor actual = pieces.scores(IntStream.of(ids).skip(cut).toArray());
          assertThat(Golden.difference(actual, expected)).as("cut at " + cut).isLessThan(CLOSE);
        }
      }
    }
  }

  @Test
  void the_likeliest_continuation_is_that_of_the_reference() {
    try (Gpt gpt = load("pytorch_model.bin")) {
      float[] none = new float[gpt.config().vocabulary()];
      for (JsonNode run : VECTORS.path("runs")) {
        int[] expected = numbers(run.path("greedy"));
        assertThat(greedy(gpt, run, expected.length, _ -> none)).isEqualTo(expected);
      }
    }
  }

  @Test
  void with_good_words_only_it_is_so_too_and_their_shares_are_the_same() {
    try (Gpt gpt = load("model.safetensors")) {
      GoodWords words =
          GoodWords.read(FOLDER.resolve("positive.txt"), tokenizer, gpt.config().vocabulary());
      for (JsonNode run : VECTORS.path("runs")) {
        int[] expected = numbers(run.path("greedy_words"));
        assertThat(greedy(gpt, run, expected.length, words::bias)).isEqualTo(expected);

        int[] ids = numbers(run.path("ids"));
        try (Gpt.Reading reading = gpt.begin()) {
          float[] bias = words.bias(IntStream.of(ids).boxed().toList());
          TopTokens top = TopTokens.of(reading.scores(ids).plus(Tensor.of(bias)).toFloats(), 100);
          assertThat(top.ids()).hasSize(100).startsWith(boxed(run.path("top10_words")));
          for (int i = 0; i < 10; i++) {
            assertThat(top.shares()[i])
                .isCloseTo(run.path("top10_of_100").path(i).asDouble(), within(CLOSE));
          }
        }
      }
    }
  }

  private static int[] greedy(
      Gpt gpt, JsonNode run, int length, Function<List<Integer>, float[]> bias) {
    List<Integer> ids = new ArrayList<>(List.of(boxed(run.path("ids"))));
    try (Gpt.Reading reading = gpt.begin()) {
      int[] next = numbers(run.path("ids"));
      while (ids.size() < length) {
        Tensor scores = reading.scores(next).plus(Tensor.of(bias.apply(ids)));
        next = new int[] {(int) scores.argmax()};
        ids.add(next[0]);
      }
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[] numbers(JsonNode array) {
    return array.valueStream().mapToInt(JsonNode::asInt).toArray();
  }

  private static Integer[] boxed(JsonNode array) {
    return array.valueStream().map(JsonNode::asInt).toArray(Integer[]::new);
  }
}
