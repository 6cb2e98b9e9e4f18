package uncrop.outpaint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uncrop.checkpoint.Family;
import uncrop.fault.BadInput;
import uncrop.fixtures.TinyCheckpoints;
import uncrop.models.ModelStore;
import uncrop.plan.Sampling;

class EngineRoomTest {
  private static final ModelWish ANY = new ModelWish.Any();
  private static final ModelWish NO_SUCH = new ModelWish.Named("no-such");
  private static final ModelWish SD15 = new ModelWish.OfFamily("stable", Family.SD15, true);
  private static final ModelWish SDXL = new ModelWish.OfFamily("stable-xl", Family.SDXL, false);

  @TempDir private Path folder;
  private ModelStore store;
  private EngineRoom room;

  @BeforeEach
  void open() {
    store = Tiny.store(folder);
    room = Tiny.room(store, folder);
  }

  @AfterEach
  void close() {
    room.close();
  }

  private EngineChoice choose(String engine, ModelWish model, boolean elseAny) {
    return room.choose(new EngineWish(Optional.of(engine), model, elseAny));
  }

  private static void assertChosen(EngineChoice choice, String engine, String model) {
    assertThat(choice.engine().name()).isEqualTo(engine);
    assertThat(choice.model()).contains(model);
  }

  private String embedded() {
    return choose("auto", ANY, false).engine().name();
  }

  // --- Nothing is installed ----------------------------------------------------------------------

  @Test
  void without_models_an_embedded_engine_paints_and_says_nothing() {
    EngineChoice choice = choose("auto", ANY, false);

    assertThat(choice.engine().name()).isNotIn("diffusion", "feed-forward");
    assertThat(choice.model()).isEmpty();
    assertThat(choice.warnings()).isEmpty();
    assertThat(choice.settled(Sampling.seeded(1))).isEqualTo(Sampling.seeded(1));
  }

  @Test
  void without_models_a_wished_one_is_an_error_or_a_warning() {
    for (ModelWish wish : new ModelWish[] {NO_SUCH, SD15, SDXL}) {
      String name = ModelShelf.wished(wish).orElseThrow();
      assertThatThrownBy(() -> choose("auto", wish, false))
          .isInstanceOf(ModelNotInstalled.class)
          .hasMessageContaining(name);

      EngineChoice choice = choose("auto", wish, true);

      assertThat(choice.engine().name()).isEqualTo(embedded());
      assertThat(choice.warnings()).singleElement().asString().contains(name);
    }
  }

  @Test
  void an_engine_without_its_model_is_an_error_whatever_else_may_paint() {
    for (String engine : new String[] {"diffusion", "feed-forward"}) {
      assertThatThrownBy(() -> choose(engine, ANY, true))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining(engine)
          .hasMessageContaining("uncrop models");
    }
  }

  @Test
  void an_unknown_engine_is_an_error_that_names_the_known_ones() {
    assertThatThrownBy(() -> choose("magic", ANY, true))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("magic")
        .hasMessageContaining("diffusion")
        .hasMessageContaining("auto");
  }

  @Test
  void files_that_are_not_there_are_an_error_on_the_model() {
    assertThatThrownBy(() -> choose("auto", new ModelWish.Local("no-such.safetensors"), true))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no-such.safetensors");
  }

  @Test
  void an_embedded_engine_paints_whatever_model_was_wished_for_and_says_so() {
    EngineChoice choice = choose(embedded(), NO_SUCH, false);

    assertThat(choice.model()).isEmpty();
    assertThat(choice.warnings()).singleElement().asString().contains("no-such");
    assertThat(choose(embedded(), ANY, false).warnings()).isEmpty();
  }

  // --- A checkpoint is installed -----------------------------------------------------------------

  @Test
  void a_checkpoint_is_the_best() {
    Tiny.install(store, "tiny", TinyCheckpoints.SD15);
    TinyNetwork.install(store, "lama", folder);

    EngineChoice choice = choose("auto", ANY, false);

    assertChosen(choice, "diffusion", "tiny");
    assertThat(choice.warnings()).isEmpty();
    assertThat(choice.settled(Sampling.seeded(1)).options()).containsEntry("model", "tiny");
  }

  @Test
  void a_model_is_found_by_its_name_its_family_and_its_files() {
    Tiny.install(store, "tiny", TinyCheckpoints.SD15);

    assertChosen(choose("auto", new ModelWish.Named("TINY"), false), "diffusion", "tiny");
    assertChosen(choose("auto", SD15, false), "diffusion", "tiny");
    String path = TinyCheckpoints.SD15.toString();
    assertChosen(choose("auto", new ModelWish.Local(path), false), "diffusion", path);
    assertChosen(choose("diffusion", new ModelWish.Local("tiny"), false), "diffusion", "tiny");
  }

  @Test
  void another_model_stands_in_only_where_it_may_and_says_so() {
    Tiny.install(store, "tiny", TinyCheckpoints.SD15);

    for (ModelWish wish : new ModelWish[] {NO_SUCH, SDXL}) {
      assertThatThrownBy(() -> choose("auto", wish, false)).isInstanceOf(ModelNotInstalled.class);

      EngineChoice choice = choose("auto", wish, true);

      assertChosen(choice, "diffusion", "tiny");
      assertThat(choice.warnings())
          .singleElement()
          .asString()
          .contains(ModelShelf.wished(wish).orElseThrow(), "tiny");
    }
  }

  @Test
  void a_model_of_another_engine_than_the_wished_one_is_an_error() {
    Tiny.install(store, "tiny", TinyCheckpoints.SD15);
    TinyNetwork.install(store, "lama", folder);

    assertThatThrownBy(() -> choose("feed-forward", new ModelWish.Named("tiny"), true))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("diffusion");
    assertThatThrownBy(() -> choose("diffusion", new ModelWish.Named("lama"), true))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("feed-forward");
  }

  // --- Only a network of one pass is installed ---------------------------------------------------

  @Test
  void a_network_of_one_pass_comes_before_what_is_embedded() {
    TinyNetwork.install(store, "lama", folder);

    assertChosen(choose("auto", ANY, false), "feed-forward", "lama");
    assertChosen(choose("feed-forward", ANY, false), "feed-forward", "lama");
    assertChosen(choose("auto", new ModelWish.Named("lama"), false), "feed-forward", "lama");
    EngineChoice standIn = choose("auto", SD15, true);
    assertChosen(standIn, "feed-forward", "lama");
    assertThat(standIn.warnings()).singleElement().asString().contains("stable", "lama");
    assertThatThrownBy(() -> choose("diffusion", ANY, true)).isInstanceOf(BadInput.class);
  }

  // --- Offers ------------------------------------------------------------------------------------

  @Test
  void exactly_one_offer_is_the_best_and_what_has_no_model_is_not_ready() {
    assertBest(embedded());
    assertThat(room.offers()).filteredOn(offer -> !offer.ready()).hasSize(2);

    TinyNetwork.install(store, "lama", folder);
    assertBest("feed-forward");

    Tiny.install(store, "tiny", TinyCheckpoints.SD15);
    assertBest("diffusion");
    assertThat(room.offers()).allMatch(EngineOffer::ready);
  }

  private void assertBest(String engine) {
    assertThat(room.offers())
        .filteredOn(EngineOffer::best)
        .singleElement()
        .extracting(EngineOffer::engine)
        .isEqualTo(engine);
  }
}
