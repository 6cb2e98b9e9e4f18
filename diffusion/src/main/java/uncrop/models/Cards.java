package uncrop.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes cards: JSON, so that a user can read them too. */
final class Cards {
  static final String FILE = "model.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private Cards() {}

  /**
   * @param folder the model's own
   * @throws ModelFault if there is no card, or it is damaged
   */
  static ModelCard read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (JSON.readTree(Files.readString(file)) instanceof ObjectNode card) {
        return JSON.treeToValue(completed(card), ModelCard.class);
      }
    } catch (IOException e) {
      throw ModelFault.of(file, "cannot be read", e);
    } catch (JacksonException e) {
      // As bad as JSON's null: said below.
    }
    throw new ModelFault(file + " is damaged: remove the model and import it again");
  }

  /** Cards were first written when all models were checkpoints. */
  private static ObjectNode completed(ObjectNode card) {
    if (!card.has("kind")) {
      card.put("kind", Kind.CHECKPOINT.name());
    }
    for (String later : new String[] {"licence", "entry"}) {
      if (!card.has(later)) {
        card.putNull(later);
      }
    }
    return card;
  }

  static void write(Path folder, ModelCard card) throws IOException {
    Files.write(folder.resolve(FILE), JSON.writeValueAsString(card).getBytes(UTF_8));
  }
}
