package uncrop.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uncrop.block.Trace;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.parity.Differences;
import uncrop.parity.LibtorchPlacements;
import uncrop.parity.Vectors;
import uncrop.tensor.DType;
import uncrop.tensor.Device;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;

/** Against diffusers with the same weights, at every block. */
class UNetParityTest {
  private static final double ALLOWED = 1e-4;

  @ParameterizedTest
  @EnumSource
  void every_block_gives_what_diffusers_gives(TinyUNet tiny, @TempDir Path folder)
      throws IOException {
    compareBlocks(tiny, folder, Placement.onCpu(Precision.FP32));
  }

  /** Those that run on a graphics processor. */
  @ParameterizedTest
  @EnumSource
  void the_same_on_kernels_of_libtorch(TinyUNet tiny, @TempDir Path folder) throws IOException {
    for (Placement placement : LibtorchPlacements.exact()) {
      Path own = Files.createDirectory(folder.resolve(placement.device().kind().name()));
      compareBlocks(tiny, own, placement);
    }
  }

  /** Where there are no numbers, a network comes as far as to what it gives back. */
  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("try")
  void nothing_that_it_needs_is_left_on_the_processor(TinyUNet tiny, @TempDir Path folder)
      throws IOException {
    Set<String> seen = new TreeSet<>();
    try (TensorScope scope = TensorScope.open();
        Vectors vectors = tiny.vectors();
        UNet unet = tiny.read(folder, new Placement(Device.META, Precision.FP16))) {
      Trace trace =
          (name, output) -> {
            assertThat(output.device()).as(name).isEqualTo(Device.META);
            assertThat(output.dtype()).as(name).isEqualTo(DType.FP16);
            seen.add(name);
          };
      assertThatThrownBy(() -> run(unet, vectors, vectors.get("in.sample"), trace))
          .hasMessageContaining("Cannot copy out of meta tensor");
      assertThat(seen).contains("conv_out");
    }
  }

  @SuppressWarnings("try")
  private static void compareBlocks(TinyUNet tiny, Path folder, Placement placement)
      throws IOException {
    Differences differences = new Differences(ALLOWED);
    try (TensorScope scope = TensorScope.open();
        Vectors vectors = tiny.vectors();
        UNet unet = tiny.read(folder, placement)) {
      BlockOutputs blocks = new BlockOutputs(vectors, unet.config(), differences);
      blocks.compare("time_embedding", unet.time(timesteps(vectors, 1)));
      if (unet.config().hasAddedInputs()) {
        blocks.compare("add_embedding", condition(unet, vectors, 1));
      }
      Tensor noise = run(unet, vectors, vectors.get("in.sample"), blocks);
      differences.add("out", noise, vectors.get("out"));
      assertThat(blocks.seen()).isEqualTo(vectors.below("block."));
    }
    differences.print(tiny + " UNet, " + placement.kernels() + ", " + placement);
  }

  @ParameterizedTest
  @EnumSource
  @SuppressWarnings("try")
  void sizes_that_cannot_be_halved_give_what_diffusers_gives(TinyUNet tiny, @TempDir Path folder)
      throws IOException {
    Differences differences = new Differences(ALLOWED);
    try (TensorScope scope = TensorScope.open();
        Vectors vectors = tiny.vectors();
        UNet unet = tiny.read(folder)) {
      Tensor noise = run(unet, vectors, vectors.get("in.sample_odd"), Trace.NONE);
      differences.add("out_odd", noise, vectors.get("out_odd"));
    }
    differences.print(tiny + " UNet, odd size");
  }

  @ParameterizedTest
  @EnumSource(names = {"SD15", "SDXL"})
  @SuppressWarnings("try")
  void the_sibling_without_a_mask_gives_what_diffusers_gives(TinyUNet tiny, @TempDir Path folder)
      throws IOException {
    Differences differences = new Differences(ALLOWED);
    try (TensorScope scope = TensorScope.open();
        Vectors vectors = tiny.vectors();
        UNet unet = tiny.readFourChannels(folder)) {
      Tensor sample = vectors.get("in.sample").narrow(1, 0, 4);
      differences.add("out_four", run(unet, vectors, sample, Trace.NONE), vectors.get("out_four"));
    }
    differences.print(tiny + " UNet, 4 channels");
  }

  private static Tensor run(UNet unet, Vectors vectors, Tensor sample, Trace trace) {
    int pictures = (int) sample.size(0);
    Context context = unet.context(vectors.get("in.context").narrow(0, 0, pictures));
    @Nullable Tensor condition =
        unet.config().hasAddedInputs() ? condition(unet, vectors, pictures) : null;
    Embedding embedding = unet.embed(timesteps(vectors, pictures), condition);
    return unet.apply(sample, embedding, context, trace);
  }

  private static double[] timesteps(Vectors vectors, int pictures) {
    long[] steps = vectors.get("in.timestep").toLongs();
    return Arrays.stream(steps).limit(pictures).asDoubleStream().toArray();
  }

  private static Tensor condition(UNet unet, Vectors vectors, int pictures) {
    float[] ids = vectors.get("in.time_ids").toFloats();
    double[][] sizes = new double[pictures][6];
    for (int i = 0; i < 6 * pictures; i++) {
      sizes[i / 6][i % 6] = ids[i];
    }
    return unet.condition(vectors.get("in.text_embeds").narrow(0, 0, pictures), sizes);
  }
}
