package uncrop.checkpoint;

/** The networks of a checkpoint. */
public enum Role {
  UNET("unet"),
  VAE("vae"),
  TEXT_ENCODER("text_encoder"),
  /** Of Stable Diffusion XL alone. */
  TEXT_ENCODER_2("text_encoder_2");

  private final String folder;

  Role(String folder) {
    this.folder = folder;
  }

  /** Its folder in a diffusers folder, which is also what messages call it. */
  public String folder() {
    return folder;
  }
}
