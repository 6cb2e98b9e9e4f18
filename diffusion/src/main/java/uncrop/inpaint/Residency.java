package uncrop.inpaint;

/** Which of a checkpoint's networks stay in memory between and within its pictures. */
public enum Residency {
  /**
   * One at a time: the VAE goes before the UNet comes and the other way round, so that each finds
   * the other's memory free. For one picture, or a few of which each takes long.
   */
  SINGLE,
  /** UNet and VAE, which each picture needs; the text encoders go when a prompt is read. */
  PAINTERS,
  /** Text encoders, VAE, and the UNet as it is beside the patched one. */
  EVERYTHING
}
