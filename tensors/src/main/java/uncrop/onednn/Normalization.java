package uncrop.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import uncrop.onednn.Primitive.Argument;
import uncrop.tensor.DType;

/**
 * Group normalisation of channels-last pictures of one size, with what follows it fused in. Scale
 * and shift are FP32.
 */
public final class Normalization implements AutoCloseable {
  /** What it is compiled for. */
  public record Shape(DType dtype, long n, long channels, long height, long width, boolean silu) {}

  private final Primitive primitive;

  public Normalization(Shape shape, int groups, double eps) {
    dnnl_primitive_attr attributes = Primitive.attributes();
    Then.attach(shape.silu ? List.of(new Then.Silu()) : List.of(), attributes);
    dnnl_memory_desc picture =
        Layout.channelsLast(shape.dtype, shape.n, shape.channels, shape.height, shape.width)
            .describe();
    dnnl_memory_desc channel = Layout.dense(DType.FP32, shape.channels).describe();
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    OneDnn.check(
        dnnl.dnnl_group_normalization_forward_primitive_desc_create(
            description,
            OneDnn.ENGINE,
            dnnl.dnnl_forward_inference,
            picture,
            picture,
            groups,
            (float) eps,
            dnnl.dnnl_use_scale | dnnl.dnnl_use_shift,
            attributes),
        "normalise " + shape);
    List<Argument> arguments = new ArrayList<>();
    arguments.add(new Argument(dnnl.DNNL_ARG_SRC, picture));
    arguments.add(new Argument(dnnl.DNNL_ARG_SCALE, channel));
    arguments.add(new Argument(dnnl.DNNL_ARG_SHIFT, channel));
    arguments.add(new Argument(dnnl.DNNL_ARG_DST, picture));
    primitive = new Primitive(description, arguments);
    dnnl.dnnl_primitive_desc_destroy(description);
  }

  public void run(long source, long scale, long shift, long destination) {
    primitive.run(source, scale, shift, destination);
  }

  @Override
  public void close() {
    primitive.close();
  }
}
