package uncrop.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names and shapes of a network's tensors, as they are collected block by block. */
final class Layout {
  private final Map<String, long[]> shapes = new LinkedHashMap<>();

  void put(String name, long... shape) {
    shapes.put(name, shape);
  }

  /** A normalisation's scale and shift. */
  void norm(String name, int channels) {
    put(name + ".weight", channels);
    put(name + ".bias", channels);
  }

  void linear(String name, int in, int out) {
    put(name + ".weight", out, in);
    put(name + ".bias", out);
  }

  void conv(String name, int in, int out, int kernel) {
    put(name + ".weight", out, in, kernel, kernel);
    put(name + ".bias", out);
  }

  Map<String, long[]> shapes() {
    return Collections.unmodifiableMap(shapes);
  }
}
