package uncrop.unet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Part;
import uncrop.checkpoint.UnetConfig;
import uncrop.layer.Layers;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.layer.Weights;
import uncrop.parity.Vectors;
import uncrop.tensor.Tensor;

/** Networks of few channels with random weights, which diffusers ran. */
enum TinyUNet {
  /** 9 channels. */
  SD15("parity/tiny-sd15-inpaint/unet", "parity/unet-sd15.safetensors"),
  /** 9 channels. */
  SDXL("parity/sdxl-unet", "parity/unet-sdxl.safetensors"),
  /** 4 channels; each level has its own width, heads and depth. */
  UNEVEN_SD15("networks/sd15/unet", "networks/sd15/unet-vectors.safetensors"),
  /** 9 channels; the same. */
  UNEVEN_SDXL("networks/sdxl/unet", "networks/sdxl/unet-vectors.safetensors");

  private final String network;
  private final String vectors;

  TinyUNet(String network, String vectors) {
    this.network = network;
    this.vectors = vectors;
  }

  Vectors vectors() {
    return Vectors.open(vectors);
  }

  /**
   * @param folder an empty one
   */
  UNet read(Path folder) throws IOException {
    return read(folder, Placement.onCpu(Precision.FP32));
  }

  UNet read(Path folder, Placement placement) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(diffusersFolder(folder))) {
      Part<UnetConfig> part = checkpoint.unet();
      return new UNet(part.config(), new Layers(part.weights(), placement));
    }
  }

  /** Without the weights for the mask and the masked picture. */
  UNet readFourChannels(Path folder) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(diffusersFolder(folder))) {
      UnetConfig nine = checkpoint.unet().config();
      UnetConfig four =
          new UnetConfig(
              4,
              nine.outChannels(),
              nine.widths(),
              nine.layersPerBlock(),
              nine.depths(),
              nine.midDepth(),
              nine.contextWidth(),
              nine.heads(),
              nine.linearProjection(),
              nine.addedWidth(),
              nine.addedTimeWidth(),
              nine.normGroups());
      Weights weights = new FirstChannels(checkpoint.unet().weights(), nine.widths().getFirst());
      return new UNet(four, new Layers(weights, Precision.FP32));
    }
  }

  private Path diffusersFolder(Path folder) throws IOException {
    Path unet = Files.createDirectory(folder.resolve("unet"));
    Path here = Vectors.resource(network);
    boolean folders = Files.isDirectory(here);
    Files.copy(
        folders ? here.resolve("config.json") : Vectors.resource(network + ".config.json"),
        unet.resolve("config.json"));
    Files.copy(
        folders
            ? here.resolve("diffusion_pytorch_model.safetensors")
            : Vectors.resource(network + ".safetensors"),
        unet.resolve("diffusion_pytorch_model.safetensors"));
    return folder;
  }

  private record FirstChannels(Weights all, int width) implements Weights {
    @Override
    public Tensor get(String name, long... shape) {
      return name.equals("conv_in.weight")
          ? all.get(name, width, 9, 3, 3).narrow(1, 0, 4)
          : all.get(name, shape);
    }

    @Override
    public boolean has(String name) {
      return all.has(name);
    }

    @Override
    public long[] shape(String name) {
      return all.shape(name);
    }
  }
}
