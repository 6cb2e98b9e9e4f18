package uncrop.onednn;

import java.util.List;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Pointer;

/**
 * One operation, compiled for fixed shapes and layouts, to be run on any addresses. Not for several
 * threads at once.
 */
final class Primitive implements AutoCloseable {
  /** An argument of the operation: which one, and how it lies in memory. */
  record Argument(int index, dnnl_memory_desc description) {}

  private final dnnl_primitive primitive = new dnnl_primitive();
  private final dnnl_exec_arg_t arguments;
  private final dnnl_memory[] memories;
  private final Address address = new Address();

  Primitive(dnnl_primitive_desc description, List<Argument> arguments) {
    OneDnn.check(dnnl.dnnl_primitive_create(primitive, description), "compile an operation");
    this.arguments = new dnnl_exec_arg_t(arguments.size());
    this.memories = new dnnl_memory[arguments.size()];
    for (int i = 0; i < memories.length; i++) {
      memories[i] = new dnnl_memory();
      OneDnn.check(
          dnnl.dnnl_memory_create(
              memories[i], arguments.get(i).description, OneDnn.ENGINE, new Pointer()),
          "describe an argument");
      // Not to be closed: it shares the memory of the whole array.
      this.arguments.getPointer(i).arg(arguments.get(i).index).memory(memories[i]);
    }
  }

  static dnnl_primitive_attr attributes() {
    dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    OneDnn.check(dnnl.dnnl_primitive_attr_create(attributes), "make attributes");
    return Freed.later(attributes);
  }

  /**
   * @param addresses one for each argument, in their order
   */
  void run(long... addresses) {
    for (int i = 0; i < memories.length; i++) {
      OneDnn.check(
          dnnl.dnnl_memory_set_data_handle(memories[i], address.at(addresses[i])),
          "take an address");
    }
    OneDnn.check(
        dnnl.dnnl_primitive_execute(primitive, OneDnn.stream(), memories.length, arguments),
        "run an operation");
  }

  @Override
  public void close() {
    dnnl.dnnl_primitive_destroy(primitive);
    for (dnnl_memory memory : memories) {
      dnnl.dnnl_memory_destroy(memory);
    }
    arguments.close();
  }

  /** A pointer that can be moved, so that none is made for each run. */
  private static final class Address extends Pointer {
    Address at(long place) {
      address = place;
      return this;
    }
  }
}
