package uncrop.checkpoint;

import java.util.Map;

/** All tensors of an autoencoder, under the names of diffusers. */
final class VaeLayout {
  private static final int PICTURE_CHANNELS = 3;

  private final VaeConfig config;
  private final Layout layout = new Layout();

  private VaeLayout(VaeConfig config) {
    this.config = config;
  }

  static Map<String, long[]> of(VaeConfig config) {
    VaeLayout vae = new VaeLayout(config);
    vae.encoder();
    vae.decoder();
    return vae.layout.shapes();
  }

  private void encoder() {
    int in = config.widths().getFirst();
    int moments = 2 * config.latentChannels();
    layout.conv("encoder.conv_in", PICTURE_CHANNELS, in, 3);
    for (int level = 0; level < config.levels(); level++) {
      String block = "encoder.down_blocks." + level;
      int out = config.widths().get(level);
      for (int r = 0; r < config.layersPerBlock(); r++) {
        resnet(block + ".resnets." + r, in, out);
        in = out;
      }
      if (level < config.levels() - 1) {
        layout.conv(block + ".downsamplers.0.conv", out, out, 3);
      }
    }
    middle("encoder.mid_block", in);
    layout.norm("encoder.conv_norm_out", in);
    layout.conv("encoder.conv_out", in, moments, 3);
    layout.conv("quant_conv", moments, moments, 1);
  }

  private void decoder() {
    int in = config.widths().getLast();
    layout.conv("post_quant_conv", config.latentChannels(), config.latentChannels(), 1);
    layout.conv("decoder.conv_in", config.latentChannels(), in, 3);
    middle("decoder.mid_block", in);
    for (int b = 0; b < config.levels(); b++) {
      String block = "decoder.up_blocks." + b;
      int out = config.widths().get(config.levels() - 1 - b);
      for (int r = 0; r <= config.layersPerBlock(); r++) {
        resnet(block + ".resnets." + r, in, out);
        in = out;
      }
      if (b < config.levels() - 1) {
        layout.conv(block + ".upsamplers.0.conv", out, out, 3);
      }
    }
    layout.norm("decoder.conv_norm_out", in);
    layout.conv("decoder.conv_out", in, PICTURE_CHANNELS, 3);
  }

  private void middle(String name, int width) {
    resnet(name + ".resnets.0", width, width);
    String attention = name + ".attentions.0";
    layout.norm(attention + ".group_norm", width);
    for (String matrix : new String[] {"to_q", "to_k", "to_v", "to_out.0"}) {
      layout.linear(attention + "." + matrix, width, width);
    }
    resnet(name + ".resnets.1", width, width);
  }

  private void resnet(String name, int in, int out) {
    layout.norm(name + ".norm1", in);
    layout.conv(name + ".conv1", in, out, 3);
    layout.norm(name + ".norm2", out);
    layout.conv(name + ".conv2", out, out, 3);
    if (in != out) {
      layout.conv(name + ".conv_shortcut", in, out, 1);
    }
  }
}
