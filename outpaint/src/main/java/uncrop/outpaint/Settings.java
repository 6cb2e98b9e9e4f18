package uncrop.outpaint;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import uncrop.fault.BadInput;
import uncrop.layer.Precision;
import uncrop.plan.Sampling;
import uncrop.sampler.Sampler;
import uncrop.schedule.Schedule;
import uncrop.style.LoraTag;

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
      Set.of(MODEL, STEPS, GUIDANCE, SAMPLER, SCHEDULE, STRENGTH, STYLES, LORAS, DTYPE, SHARPNESS);

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

  /** Empty where the machine is to choose. */
  Optional<Precision> precision() {
    return text(DTYPE).flatMap(name -> Precision.named(DTYPE, name));
  }

  /** As {@code name:weight}, or a name alone for a weight of 1. */
  List<LoraTag> loras() {
    return texts(LORAS).stream().map(Settings::lora).toList();
  }

  private static LoraTag lora(String text) {
    int colon = text.lastIndexOf(':');
    if (colon > 1) { // behind the letter of a Windows drive
      try {
        double weight = Double.parseDouble(text.substring(colon + 1));
        return new LoraTag(text.substring(0, colon), weight);
      } catch (NumberFormatException e) {
        // the whole is a name
      }
    }
    return new LoraTag(text, 1);
  }

  Optional<Sampler> sampler() {
    return text(SAMPLER).map(Sampler::named);
  }

  /** Whether diffusers' own DDIM is asked for, by the name that its users know. */
  boolean ddim() {
    return text(SCHEDULE).filter(name -> name.equalsIgnoreCase("ddim")).isPresent();
  }

  /** Whether all is diffusers': its DDIM has no sampler but itself. */
  boolean asDiffusers() {
    return ddim() && sampler().isEmpty();
  }

  Optional<Schedule> schedule() {
    return ddim() ? Optional.empty() : text(SCHEDULE).map(Schedule::named);
  }

  /**
   * Reads all, to find mistakes before anything is begun.
   *
   * @throws BadInput naming the option
   */
  void check() {
    steps();
    guidance();
    strength();
    sharpness();
    precision();
    loras();
    sampler();
    schedule();
  }

  /** Options that are not among these. */
  List<String> beyond(Set<String> known) {
    Set<String> beyond = new TreeSet<>(sampling.options().keySet());
    beyond.removeAll(known);
    return List.copyOf(beyond);
  }
}
