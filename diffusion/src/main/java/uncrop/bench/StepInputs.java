package uncrop.bench;

import java.util.Arrays;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.unet.Context;
import uncrop.unet.Embedding;
import uncrop.unet.UNet;

/**
 * What one step of a UNet gets, for a batch of two as guidance makes it. All belong to the scope in
 * which they were made.
 */
record StepInputs(Tensor latents, Embedding embedding, Context context) {
  private static final double TIMESTEP = 481;

  static StepInputs random(UNet unet, FullSize size, long seed) {
    try (RandomStream stream = RandomStream.seeded(seed)) {
      int side = size.latentSize();
      Tensor latents = stream.normal(DType.FP32, 2, size.unet().inChannels(), side, side);
      Tensor prompt = stream.normal(DType.FP32, 2, 77, size.unet().contextWidth());
      Tensor pooled = stream.normal(DType.FP32, 2, Math.max(1, size.unet().pooledWidth()));
      double pixels = 8.0 * side;
      double[][] sizes = new double[2][];
      Arrays.fill(sizes, new double[] {pixels, pixels, 0, 0, pixels, pixels});
      Embedding embedding =
          size.unet().hasAddedInputs()
              ? unet.embed(TIMESTEP, unet.condition(pooled, sizes))
              : unet.embed(TIMESTEP);
      return new StepInputs(latents, embedding, unet.context(prompt));
    }
  }
}
