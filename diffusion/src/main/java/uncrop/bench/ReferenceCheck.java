package uncrop.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.TensorFile;
import uncrop.layer.Layers;
import uncrop.layer.Placement;
import uncrop.tensor.DType;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.unet.Embedding;
import uncrop.unet.UNet;
import uncrop.vae.Moments;
import uncrop.vae.Vae;

/**
 * Full-size networks against what diffusers made of the same weights and inputs: a folder that
 * {@code reference/full_size/make_check.py} wrote.
 */
public final class ReferenceCheck {
  private final Path folder;
  private final Placement placement;

  public ReferenceCheck(Path folder, Placement placement) {
    this.folder = folder;
    this.placement = placement;
  }

  /**
   * @param largest difference, as a share of the reference's largest value
   * @param rms difference, as a share of the reference's root mean square
   */
  public record Difference(double largest, double rms) {
    static Difference of(Tensor actual, Tensor wanted) {
      Tensor off = actual.to(DType.FP32).minus(wanted);
      return new Difference(
          off.abs().max().item() / wanted.abs().max().item(), off.norm() / wanted.norm());
    }
  }

  public Map<String, Difference> run() {
    Map<String, Difference> differences = new LinkedHashMap<>();
    try (Checkpoint checkpoint = Checkpoint.open(folder);
        TensorFile vectors = TensorFile.open(folder.resolve("check.safetensors"));
        TensorScope scope = TensorScope.open()) {
      differences.put("unet", unet(checkpoint, vectors));
      try (Vae vae =
          new Vae(checkpoint.vae().config(), new Layers(checkpoint.vae().weights(), placement))) {
        Moments moments = vae.encode(vectors.get("vae.image").load());
        Tensor wanted = vectors.get("vae.moments").load().chunk(2, 1).getFirst();
        differences.put("vae encode", Difference.of(moments.mean(), wanted));
        Tensor picture = vae.decode(vectors.get("vae.latents").load());
        differences.put("vae decode", Difference.of(picture, vectors.get("vae.out").load()));
      }
      return differences;
    }
  }

  private Difference unet(Checkpoint checkpoint, TensorFile vectors) {
    try (TensorScope scope = TensorScope.open();
        UNet unet =
            new UNet(
                checkpoint.unet().config(), new Layers(checkpoint.unet().weights(), placement))) {
      double timestep = vectors.get("unet.timestep").load().item();
      Embedding embedding =
          unet.config().hasAddedInputs()
              ? unet.embed(
                  timestep,
                  unet.condition(
                      vectors.get("unet.pooled").load(), rows(vectors.get("unet.time_ids").load())))
              : unet.embed(timestep);
      Tensor out =
          unet.apply(
              vectors.get("unet.sample").load(),
              embedding,
              unet.context(vectors.get("unet.context").load()));
      Difference difference = Difference.of(out, vectors.get("unet.out").load());
      return difference;
    }
  }

  private static double[][] rows(Tensor table) {
    float[] values = table.toFloats();
    int width = (int) table.size(1);
    double[][] rows = new double[(int) table.size(0)][width];
    for (int i = 0; i < values.length; i++) {
      rows[i / width][i % width] = values[i];
    }
    return rows;
  }
}
