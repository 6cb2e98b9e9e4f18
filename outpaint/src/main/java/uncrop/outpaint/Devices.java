package uncrop.outpaint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import uncrop.fault.BadInput;
import uncrop.tensor.Device;
import uncrop.tensor.DeviceMemory;

/**
 * Which devices models run on.
 *
 * @param named none for the best that is here
 */
public record Devices(List<Device> named) {
  private static final String AUTO = "auto";
  private static final double GIBIBYTE = 1 << 30;

  /** The first graphics processor, where libtorch can use one; else the processor. */
  public static final Devices BEST = new Devices(List.of());

  public Devices {
    named = List.copyOf(named);
  }

  /**
   * Reads "auto", "cpu", "cuda" or several such as "cuda:0,cuda:1". Whether they are here is not
   * looked at.
   *
   * @param field the name of the parameter, for the error
   * @throws BadInput if it is none of them, or names one twice
   */
  public static Devices named(String field, String text) {
    if (text.isBlank() || text.strip().equalsIgnoreCase(AUTO)) {
      return BEST;
    }
    List<Device> devices = new ArrayList<>();
    Arrays.stream(text.split(",", -1)).forEach(name -> devices.add(Device.named(field, name)));
    if (devices.stream().distinct().count() < devices.size()) {
      throw new BadInput(field, text, "must name each device once");
    }
    return new Devices(devices);
  }

  /**
   * Makes sure of those that are named; loads libtorch only where there is more to it than the
   * processor.
   *
   * @throws BadInput on the field "device" if one is not here
   */
  public void check() {
    named.forEach(device -> device.present("device"));
  }

  /**
   * For the user, such as "cuda:0 (22.1 GiB free)"; loads libtorch.
   *
   * @throws BadInput on the field "device" if one is not here
   */
  public String described() {
    return here().stream().map(Devices::described).collect(Collectors.joining(", "));
  }

  private static String described(Device device) {
    OptionalLong free = DeviceMemory.free(device);
    return free.isPresent()
        ? String.format(Locale.ROOT, "%s (%.1f GiB free)", device, free.getAsLong() / GIBIBYTE)
        : device.toString();
  }

  /**
   * Those that there are; loads libtorch.
   *
   * @throws BadInput on the field "device" if one is not here
   */
  public List<Device> here() {
    check();
    return named.isEmpty() ? List.of(Device.best()) : named;
  }
}
