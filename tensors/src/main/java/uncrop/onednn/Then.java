package uncrop.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.global.dnnl;
import uncrop.onednn.Primitive.Argument;

/** What is done with each result while it is still in a register, in the order of a list. */
public sealed interface Then {
  /** Adds what the destination held before. */
  record AddDestination() implements Then {}

  /** x * sigmoid(x). */
  record Silu() implements Then {}

  record Scale(float factor) implements Then {}

  /** Adds another tensor, broadcast where a dimension of it is 1. */
  record Plus(Layout other) implements Then {}

  /**
   * Sets the list as the attributes' post-operations.
   *
   * @return the arguments that the tensors of the list become, in their order
   */
  static List<Argument> attach(List<Then> list, dnnl_primitive_attr attributes) {
    List<Argument> arguments = new ArrayList<>();
    if (list.isEmpty()) {
      return arguments;
    }
    dnnl_post_ops operations = new dnnl_post_ops();
    OneDnn.check(dnnl.dnnl_post_ops_create(operations), "make post-operations");
    for (int i = 0; i < list.size(); i++) {
      int status =
          switch (list.get(i)) {
            case AddDestination add ->
                dnnl.dnnl_post_ops_append_sum(operations, 1, 0, dnnl.dnnl_data_type_undef);
            case Silu silu ->
                dnnl.dnnl_post_ops_append_eltwise(operations, dnnl.dnnl_eltwise_swish, 1, 0);
            case Scale scale ->
                dnnl.dnnl_post_ops_append_eltwise(
                    operations, dnnl.dnnl_eltwise_linear, scale.factor, 0);
            case Plus plus -> append(operations, plus.other.describe(), i, arguments);
          };
      OneDnn.check(status, "append " + list.get(i));
    }
    OneDnn.check(
        dnnl.dnnl_primitive_attr_set_post_ops(attributes, operations), "set post-operations");
    dnnl.dnnl_post_ops_destroy(operations);
    return arguments;
  }

  private static int append(
      dnnl_post_ops operations, dnnl_memory_desc other, int position, List<Argument> arguments) {
    int base = dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (position + 1);
    arguments.add(new Argument(base | dnnl.DNNL_ARG_SRC_1, other));
    return dnnl.dnnl_post_ops_append_binary(operations, dnnl.dnnl_binary_add, other);
  }
}
