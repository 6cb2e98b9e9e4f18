package uncrop.vae;

import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Part;
import uncrop.checkpoint.VaeConfig;
import uncrop.layer.Layers;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.parity.Vectors;

/** Autoencoders of few channels with random weights, which diffusers ran. */
enum TinyVae {
  /** 32 channels at all levels. */
  EVEN("parity/tiny-sd15-inpaint", "parity/vae.safetensors"),
  /** Each level has its own width. */
  UNEVEN("networks/sd15", "networks/sd15/vae-vectors.safetensors");

  private final String folder;
  private final String vectors;

  TinyVae(String folder, String vectors) {
    this.folder = folder;
    this.vectors = vectors;
  }

  Vectors vectors() {
    return Vectors.open(vectors);
  }

  Vae read() {
    return read(Placement.onCpu(Precision.FP32));
  }

  Vae read(Placement placement) {
    try (Checkpoint checkpoint = Checkpoint.open(Vectors.resource(folder))) {
      Part<VaeConfig> part = checkpoint.vae();
      return new Vae(part.config(), new Layers(part.weights(), placement));
    }
  }
}
