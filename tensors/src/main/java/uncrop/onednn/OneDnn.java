package uncrop.onednn;

import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import uncrop.tensor.DType;
import uncrop.tensor.TensorFault;

/** The one engine of the processor, and its status codes as faults. */
final class OneDnn {
  static final dnnl_engine ENGINE = new dnnl_engine();

  /** Of each thread: operations of two threads may run at once. */
  private static final ThreadLocal<dnnl_stream> STREAM = ThreadLocal.withInitial(OneDnn::open);

  static {
    check(dnnl.dnnl_engine_create(ENGINE, dnnl.dnnl_cpu, 0), "start");
  }

  private OneDnn() {}

  static dnnl_stream stream() {
    return STREAM.get();
  }

  private static dnnl_stream open() {
    dnnl_stream stream = new dnnl_stream();
    check(dnnl.dnnl_stream_create(stream, ENGINE, dnnl.dnnl_stream_default_flags), "open a stream");
    return stream;
  }

  static void check(int status, String what) {
    if (status != dnnl.dnnl_success) {
      throw new TensorFault("oneDNN cannot " + what + ": " + reason(status));
    }
  }

  private static String reason(int status) {
    if (status == dnnl.dnnl_out_of_memory) {
      return "out of memory";
    }
    if (status == dnnl.dnnl_invalid_arguments) {
      return "invalid arguments";
    }
    if (status == dnnl.dnnl_unimplemented) {
      return "not implemented on this processor";
    }
    return "status " + status;
  }

  static int dataType(DType dtype) {
    return switch (dtype) {
      case FP32 -> dnnl.dnnl_f32;
      case BF16 -> dnnl.dnnl_bf16;
      case FP16 -> dnnl.dnnl_f16;
      case INT8 -> dnnl.dnnl_s8;
      case UINT8 -> dnnl.dnnl_u8;
      case INT32 -> dnnl.dnnl_s32;
      default -> throw new TensorFault("oneDNN has no products of " + dtype);
    };
  }
}
