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
 * x * scale + shift with one of each for every channel of a channels-last picture, and a SiLU if
 * wanted, in one pass over memory.
 */
public final class ChannelAffine implements AutoCloseable {
  /** What it is compiled for. */
  public record Shape(DType dtype, long channels, long height, long width, boolean silu) {}

  private final Primitive primitive;

  public ChannelAffine(Shape shape) {
    Layout channel = Layout.dense(DType.FP32, 1, shape.channels, 1, 1);
    List<Then> thens = new ArrayList<>();
    thens.add(new Then.Plus(channel));
    if (shape.silu) {
      thens.add(new Then.Silu());
    }
    dnnl_primitive_attr attributes = Primitive.attributes();
    List<Argument> tail = Then.attach(thens, attributes);
    dnnl_memory_desc picture =
        Layout.channelsLast(shape.dtype, 1, shape.channels, shape.height, shape.width).describe();
    dnnl_memory_desc scale = channel.describe();
    dnnl_primitive_desc description = new dnnl_primitive_desc();
    OneDnn.check(
        dnnl.dnnl_binary_primitive_desc_create(
            description, OneDnn.ENGINE, dnnl.dnnl_binary_mul, picture, scale, picture, attributes),
        "scale " + shape);
    List<Argument> arguments = new ArrayList<>();
    arguments.add(new Argument(dnnl.DNNL_ARG_SRC_0, picture));
    arguments.add(new Argument(dnnl.DNNL_ARG_SRC_1, scale));
    arguments.add(new Argument(dnnl.DNNL_ARG_DST, picture));
    arguments.addAll(tail);
    primitive = new Primitive(description, arguments);
    dnnl.dnnl_primitive_desc_destroy(description);
  }

  /**
   * All addresses; scale and shift are FP32 [channels].
   *
   * @param destination may be the source
   */
  public void run(long source, long scale, long shift, long destination) {
    primitive.run(source, scale, destination, shift);
  }

  @Override
  public void close() {
    primitive.close();
  }
}
