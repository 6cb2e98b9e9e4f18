package uncrop.outpaint;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import uncrop.fault.BadInput;
import uncrop.plan.Sampling;

/** The options of a sampling that models know, read and checked. What is not there is empty. */
record Settings(Sampling sampling) {
  static final String MODEL = "model";
  static final String STEPS = "steps";
  static final String GUIDANCE = "guidance_scale";
  static final String SAMPLER = "sampler";
  static final String SCHEDULE = "scheduler";
  static final String STRENGTH = "strength";
  static final String STYLES = "styles";
  static final String LORAS = "loras";
  static final String DTYPE = "dtype";
  static final String SHARPNESS = "sharpness";

  /** All that diffusion has a use for. */
  static final Set<String> OF_DIFFUSION =
      Set.of(
          MODEL, STEPS, GUIDANCE, SAMPLER, SCHEDULE, STRENGTH, STYLES, LORAS, DTYPE, SHARPNESS);

  private static final int MOST_STEPS = 1000;

  Optional<String> text(String name) {
    return Optional.ofNullable(sampling.options().get(name)).filter(text -> !text.isBlank());
  }

  /** Names between commas. */
  List<String> texts(String name) {
    return text(name).stream()
        .flatMap(all -> Stream.of(all.split(",", -1)))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }

  /**
   * @throws BadInput for a number out of its range
   */
  OptionalInt steps() {
    OptionalDouble steps = number(STEPS, 1, MOST_STEPS);
    if (steps.isPresent() && steps.getAsDouble() != Math.rint(steps.getAsDouble())) {
      throw new BadInput(STEPS, steps.getAsDouble(), "must be a whole number");
    }
    return steps.isPresent() ? OptionalInt.of((int) steps.getAsDouble()) : OptionalInt.empty();
  }

  OptionalDouble guidance() {
    return number(GUIDANCE, 0, 100);
  }

  /** Above 0 to 1. */
  OptionalDouble strength() {
    OptionalDouble strength = number(STRENGTH, 0, 1);
    if (strength.isPresent() && strength.getAsDouble() == 0) {
      throw new BadInput(STRENGTH, 0, "must be above 0: at 0 nothing would be painted");
    }
    return strength;
  }

  OptionalDouble sharpness() {
    return number(SHARPNESS, 0, 30);
  }

  private OptionalDouble number(String name, double least, double most) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(text.get());
      if (number >= least && number <= most) {
        return OptionalDouble.of(number);
      }
    } catch (NumberFormatException e) {
      // the same advice
    }
    throw new BadInput(name, text.get(), "must be a number from %s to %s".formatted(least, most));
  }

  /** Options that are not among these. */
  List<String> beyond(Set<String> known) {
    Set<String> beyond = new TreeSet<>(sampling.options().keySet());
    beyond.removeAll(known);
    return List.copyOf(beyond);
  }
}
