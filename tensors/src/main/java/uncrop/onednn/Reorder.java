package uncrop.onednn;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import uncrop.onednn.Primitive.Argument;

/** Copies from one layout into another, and converts where the dtypes differ. */
final class Reorder implements AutoCloseable {
  private final Primitive primitive;

  Reorder(dnnl_memory_desc from, dnnl_memory_desc to) {
    dnnl_primitive_attr attributes = Primitive.attributes();
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    OneDnn.check(
        dnnl.dnnl_reorder_primitive_desc_create(
            description, from, OneDnn.ENGINE, to, OneDnn.ENGINE, attributes),
        "reorder");
    primitive =
        new Primitive(
            description,
            List.of(new Argument(dnnl.DNNL_ARG_FROM, from), new Argument(dnnl.DNNL_ARG_TO, to)));
    dnnl.dnnl_primitive_desc_destroy(description);
  }

  void run(long from, long to) {
    primitive.run(from, to);
  }

  @Override
  public void close() {
    primitive.close();
  }
}
