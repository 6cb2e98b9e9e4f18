package uncrop.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a {@code config.json}, each with a check of its kind and a name for what is wrong.
 */
final class ConfigFields {
  private final Path file;
  private final Map<String, Object> fields;

  ConfigFields(Path file, Map<String, Object> fields) {
    this.file = file;
    this.fields = fields;
  }

  int integer(String name) {
    return whole(name, required(name));
  }

  int integer(String name, int otherwise) {
    Object value = fields.get(name);
    return value == null ? otherwise : whole(name, value);
  }

  double number(String name, double otherwise) {
    return switch (fields.get(name)) {
      case null -> otherwise;
      case Double number -> number;
      case Long number -> number;
      case Object other -> throw fault(name, other, "must be a number");
    };
  }

  boolean flag(String name, boolean otherwise) {
    return switch (fields.get(name)) {
      case null -> otherwise;
      case Boolean flag -> flag;
      case Object other -> throw fault(name, other, "must be true or false");
    };
  }

  String text(String name, String otherwise) {
    return switch (fields.get(name)) {
      case null -> otherwise;
      case String text -> text;
      case Object other -> throw fault(name, other, "must be text");
    };
  }

  List<String> texts(String name) {
    Object value = required(name);
    if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      throw fault(name, value, "must be a list of names");
    }
    return list.stream().map(String.class::cast).toList();
  }

  /** One for each of so many levels: a single number stands for all. */
  List<Integer> perLevel(String name, int levels) {
    return perLevel(name, levels, required(name));
  }

  List<Integer> perLevel(String name, int levels, int otherwise) {
    Object value = fields.get(name);
    return value == null ? Collections.nCopies(levels, otherwise) : perLevel(name, levels, value);
  }

  List<Integer> integers(String name) {
    Object value = required(name);
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw fault(name, value, "must be a list of whole numbers");
    }
    return list.stream().map(entry -> whole(name, Objects.requireNonNull(entry))).toList();
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** Whether it is there, and a whole number. */
  boolean isWhole(String name) {
    return fields.get(name) instanceof Long;
  }

  /** Refuses what this program does not build, rather than to build something else. */
  void mustBe(String name, @Nullable Object... allowed) {
    Object value = fields.get(name);
    if (value == null) {
      return;
    }
    for (Object one : allowed) {
      if (value.equals(one)) {
        return;
      }
    }
    throw fault(name, value, "is not supported: such networks cannot be run");
  }

  /** Refuses sizes that no network has, before anything is made of that size. */
  void atMost(String name, int value, int most) {
    if (value > most) {
      throw fault(name, value, "must be at most " + most);
    }
  }

  CheckpointFault fault(String name, Object value, String problem) {
    return new CheckpointFault(file, "%s %s %s".formatted(name, value, problem));
  }

  Path file() {
    return file;
  }

  private List<Integer> perLevel(String name, int levels, Object value) {
    if (value instanceof Long) {
      return Collections.nCopies(levels, whole(name, value));
    }
    List<Integer> list = integers(name);
    if (list.size() != levels) {
      throw fault(name, value, "must have %d numbers".formatted(levels));
    }
    return list;
  }

  private Object required(String name) {
    Object value = fields.get(name);
    if (value == null) {
      throw new CheckpointFault(file, "lacks " + name);
    }
    return value;
  }

  private int whole(String name, Object value) {
    if (!(value instanceof Long number) || number < 0 || number > Integer.MAX_VALUE) {
      throw fault(name, value, "must be a whole number that is not negative");
    }
    return number.intValue();
  }
}
