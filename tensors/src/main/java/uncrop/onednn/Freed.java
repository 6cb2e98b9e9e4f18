package uncrop.onednn;

import java.lang.ref.Cleaner;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/**
 * Lets oneDNN free descriptions and attributes once Java holds them no more.
 *
 * <p>They are a few kilobytes each and handed from one operation to the next, so nobody in
 * particular owns them; what is large (tensors, compiled operations) is closed by its owner.
 * Without this a network that is loaded again and again would leave some of itself behind each
 * time.
 */
final class Freed {
  private static final Cleaner CLEANER = Cleaner.create();

  private Freed() {}

  static dnnl_memory_desc later(dnnl_memory_desc description) {
    long place = description.address();
    CLEANER.register(
        description, () -> dnnl.dnnl_memory_desc_destroy(new dnnl_memory_desc(new At(place))));
    return description;
  }

  static dnnl_primitive_attr later(dnnl_primitive_attr attributes) {
    long place = attributes.address();
    CLEANER.register(
        attributes, () -> dnnl.dnnl_primitive_attr_destroy(new dnnl_primitive_attr(new At(place))));
    return attributes;
  }

  private static final class At extends Pointer {
    At(long place) {
      address = place;
    }
  }
}
