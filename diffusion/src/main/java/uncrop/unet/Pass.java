package uncrop.unet;

import uncrop.block.Trace;
import uncrop.tensor.Tensor;

/** What accompanies a picture on its way through the network. */
record Pass(Embedding embedding, Context context, Trace trace) {
  Tensor traced(String name, Tensor output) {
    trace.output(name, output);
    return output;
  }
}
