package uncrop.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import uncrop.embedded.Engines.Entry;
import uncrop.fault.BadInput;

class EnginesTest {
  private static final Engines ENGINES = Engines.embedded(1);

  @Test
  void the_exemplar_engine_is_the_default() {
    assertThat(ENGINES.byDefault().name()).isEqualTo("exemplar");
  }

  @Test
  void every_engine_is_found_by_its_name() {
    assertThat(ENGINES.entries()).extracting(Entry::name).contains("exemplar", "pad");
    for (Entry entry : ENGINES.entries()) {
      assertThat(ENGINES.named("engine", entry.name())).isSameAs(entry.engine());
      assertThat(entry.summary()).isNotBlank();
    }
  }

  @Test
  void names_are_told_apart_and_lower_case() {
    assertThat(ENGINES.entries())
        .extracting(Entry::name)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+"));
  }

  @Test
  void an_unknown_engine_is_refused_with_the_names_of_those_there_are() {
    for (String name : new String[] {"", "Exemplar", "dall-e", "pad "}) {
      assertThatThrownBy(() -> ENGINES.named("engine", name))
          .isInstanceOf(BadInput.class)
          .hasMessageContainingAll("engine", name, "exemplar", "pad");
    }
  }
}
