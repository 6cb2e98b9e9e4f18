package uncrop.onednn;

import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import uncrop.onednn.Primitive.Argument;
import uncrop.tensor.DType;

/** Of each row of a dense matrix, into numbers of another dtype if wanted. */
final class Softmax implements AutoCloseable {
  private final Primitive primitive;

  Softmax(long rows, long width, DType from, DType to) {
    dnnl_memory_desc source = Layout.dense(from, rows, width).describe();
    dnnl_memory_desc destination = Layout.dense(to, rows, width).describe();
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    OneDnn.check(
        dnnl.dnnl_softmax_forward_primitive_desc_create(
            description,
            OneDnn.ENGINE,
            dnnl.dnnl_forward_inference,
            dnnl.dnnl_softmax_accurate,
            source,
            destination,
            1,
            Primitive.attributes()),
        "take a softmax of " + from + " as " + to);
    primitive =
        new Primitive(
            description,
            List.of(
                new Argument(dnnl.DNNL_ARG_SRC, source),
                new Argument(dnnl.DNNL_ARG_DST, destination)));
    dnnl.dnnl_primitive_desc_destroy(description);
  }

  void run(long source, long destination) {
    primitive.run(source, destination);
  }

  @Override
  public void close() {
    primitive.close();
  }
}
