package uncrop.loaded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import uncrop.tensor.DType;
import uncrop.tensor.OutOfTensorMemory;
import uncrop.tensor.Tensor;

class ModelPoolTest {
  private final List<String> events = new ArrayList<>();
  private final ModelPool pool = new ModelPool(100);

  private final class Toy implements LoadedModel {
    private final String name;
    private final long bytes;

    Toy(String name, long bytes) {
      this.name = name;
      this.bytes = bytes;
      events.add("+" + name);
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public void close() {
      events.add("-" + name);
    }
  }

  private static ModelKey<Toy> key(String name) {
    return new ModelKey<>(Toy.class, Path.of(name), FileTime.fromMillis(0), List.of());
  }

  private String use(String name, long bytes) {
    return pool.use(key(name), () -> new Toy(name, bytes), toy -> toy.name);
  }

  @Test
  void a_model_is_loaded_once_while_there_is_room() {
    use("a", 40);
    use("b", 60);

    assertThat(use("a", 40)).isEqualTo("a");
    assertThat(events).containsExactly("+a", "+b");
  }

  @Test
  void the_one_that_was_not_used_for_longest_makes_room() {
    use("a", 40);
    use("b", 40);
    use("a", 40);
    use("c", 40);

    assertThat(events).containsExactly("+a", "+b", "+c", "-b");
    assertThat(pool.size()).isEqualTo(2);
  }

  @Test
  void one_that_is_larger_than_the_room_is_alone() {
    use("a", 10);
    use("b", 10);

    assertThat(use("huge", 1000)).isEqualTo("huge");
    assertThat(events).containsExactly("+a", "+b", "+huge", "-a", "-b");
  }

  @Test
  void out_of_memory_all_others_go_and_it_is_tried_once_more() {
    use("a", 10);
    int[] tries = {0};

    String result =
        pool.use(
            key("b"),
            () -> new Toy("b", 10),
            toy -> {
              if (tries[0]++ == 0) {
                takeTooMuch();
              }
              return toy.name;
            });

    assertThat(result).isEqualTo("b");
    assertThat(events).containsExactly("+a", "+b", "-a", "-b", "+b");
  }

  @Test
  void out_of_memory_alone_is_the_callers_to_know() {
    assertThatThrownBy(() ->
            pool.use(
                key("b"),
                () -> new Toy("b", 10),
                toy -> {
                  takeTooMuch();
                  return "";
                }))
        .isInstanceOf(OutOfTensorMemory.class);
    assertThat(pool.size()).isZero();
  }

  @Test
  void the_same_files_changed_or_with_other_settings_are_another_model() {
    FileTime now = FileTime.fromMillis(0);
    pool.use(key("a"), () -> new Toy("a", 1), toy -> "");
    pool.use(
        new ModelKey<>(Toy.class, Path.of("a"), FileTime.fromMillis(1), List.of()),
        () -> new Toy("a2", 1),
        toy -> "");
    pool.use(
        new ModelKey<>(Toy.class, Path.of("a"), now, List.of("bf16")),
        () -> new Toy("a3", 1),
        toy -> "");

    assertThat(events).containsExactly("+a", "+a2", "+a3");
  }

  @Test
  void closing_frees_all() {
    use("a", 1);
    use("b", 1);

    pool.close();

    assertThat(events).containsExactly("+a", "+b", "-a", "-b");
  }

  /** More than any machine has. */
  private static void takeTooMuch() {
    Tensor.zeros(DType.FP32, 1L << 45).close();
  }
}
