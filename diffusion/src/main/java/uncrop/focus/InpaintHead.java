package uncrop.focus;

import java.nio.file.Path;
import java.util.Arrays;
import uncrop.checkpoint.CheckpointFault;
import uncrop.checkpoint.TensorFile;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/**
 * What shows a UNet of 4 channels its hole: one convolution over mask and masked picture, whose
 * result is added to what the UNet makes of its latents first.
 */
public final class InpaintHead implements AutoCloseable {
  private static final String NAME = "head";
  private static final int MASK_AND_LATENTS = 5;
  private static final int KERNEL = 3;

  private final Tensor weight; // [width, 5, 3, 3], FP32

  private InpaintHead(Tensor weight) {
    this.weight = weight;
  }

  /**
   * Reads it whole: it has 14,400 numbers.
   *
   * @param path of fooocus_inpaint_head.pth
   * @param width of the UNet's first level, 320
   * @throws CheckpointFault if it cannot be read, or is for another network
   */
  public static InpaintHead open(Path path, int width) {
    try (TensorFile file = TensorFile.open(path);
        TensorScope scope = TensorScope.open()) {
      if (!file.names().contains(NAME)) {
        throw new CheckpointFault(path, "is no inpaint head: it has no tensor called " + NAME);
      }
      Tensor weight = file.get(NAME).load().to(DType.FP32);
      long[] wanted = {width, MASK_AND_LATENTS, KERNEL, KERNEL};
      if (!Arrays.equals(weight.shape(), wanted)) {
        throw new CheckpointFault(
            path,
            "its tensor %s is %s, and must be %s: it is for another network"
                .formatted(NAME, Arrays.toString(weight.shape()), Arrays.toString(wanted)));
      }
      return new InpaintHead(TensorScope.release(weight));
    }
  }

  /**
   * To be calculated once for a picture.
   *
   * @param mask [1, 1, h, w], 1 where to generate
   * @param masked latents of the picture with grey in its hole, as a UNet has them; [1, 4, h, w]
   * @return FP32 [1, width, h, w]
   */
  public Tensor feature(Tensor mask, Tensor masked) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor seen = Border.repeated(Tensor.cat(1, mask, masked), 1);
      return scope.keep(seen.conv2d(weight, null, 1, 0));
    }
  }

  @Override
  public void close() {
    weight.close();
  }
}
