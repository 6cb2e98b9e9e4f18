package uncrop.checkpoint;

import java.util.Map;

/** All tensors of a UNet, under the names of diffusers. */
final class UnetLayout {
  private final UnetConfig config;
  private final Layout layout = new Layout();

  private UnetLayout(UnetConfig config) {
    this.config = config;
  }

  static Map<String, long[]> of(UnetConfig config) {
    UnetLayout unet = new UnetLayout(config);
    unet.ends();
    unet.down();
    unet.middle();
    unet.up();
    return unet.layout.shapes();
  }

  private void ends() {
    int first = config.widths().getFirst();
    layout.conv("conv_in", config.inChannels(), first, 3);
    embedding("time_embedding", first);
    if (config.hasAddedInputs()) {
      embedding("add_embedding", config.addedWidth());
    }
    layout.norm("conv_norm_out", first);
    layout.conv("conv_out", first, config.outChannels(), 3);
  }

  private void embedding(String name, int in) {
    layout.linear(name + ".linear_1", in, config.timeWidth());
    layout.linear(name + ".linear_2", config.timeWidth(), config.timeWidth());
  }

  private void down() {
    int in = config.widths().getFirst();
    for (int level = 0; level < config.levels(); level++) {
      String block = "down_blocks." + level;
      int out = config.widths().get(level);
      for (int r = 0; r < config.layersPerBlock(); r++) {
        resnet(block + ".resnets." + r, in, out);
        transformer(block + ".attentions." + r, out, config.depths().get(level));
        in = out;
      }
      if (level < config.levels() - 1) {
        layout.conv(block + ".downsamplers.0.conv", out, out, 3);
      }
    }
  }

  private void middle() {
    int width = config.widths().getLast();
    resnet("mid_block.resnets.0", width, width);
    transformer("mid_block.attentions.0", width, config.midDepth());
    resnet("mid_block.resnets.1", width, width);
  }

  private void up() {
    int levels = config.levels();
    int before = config.widths().getLast();
    for (int b = 0; b < levels; b++) {
      String block = "up_blocks." + b;
      int level = levels - 1 - b;
      int out = config.widths().get(level);
      // The last skip of a level comes from its downsampler's source: the level above.
      int lastSkip = config.widths().get(Math.max(0, level - 1));
      for (int r = 0; r <= config.layersPerBlock(); r++) {
        int skip = r == config.layersPerBlock() ? lastSkip : out;
        resnet(block + ".resnets." + r, (r == 0 ? before : out) + skip, out);
        transformer(block + ".attentions." + r, out, config.depths().get(level));
      }
      if (level > 0) {
        layout.conv(block + ".upsamplers.0.conv", out, out, 3);
      }
      before = out;
    }
  }

  private void resnet(String name, int in, int out) {
    layout.norm(name + ".norm1", in);
    layout.conv(name + ".conv1", in, out, 3);
    layout.linear(name + ".time_emb_proj", config.timeWidth(), out);
    layout.norm(name + ".norm2", out);
    layout.conv(name + ".conv2", out, out, 3);
    if (in != out) {
      layout.conv(name + ".conv_shortcut", in, out, 1);
    }
  }

  private void transformer(String name, int width, int depth) {
    if (depth == 0) {
      return;
    }
    layout.norm(name + ".norm", width);
    projection(name + ".proj_in", width);
    for (int k = 0; k < depth; k++) {
      String block = name + ".transformer_blocks." + k;
      layout.norm(block + ".norm1", width);
      attention(block + ".attn1", width, width);
      layout.norm(block + ".norm2", width);
      attention(block + ".attn2", width, config.contextWidth());
      layout.norm(block + ".norm3", width);
      // GEGLU: value and gate, four times as wide each.
      layout.linear(block + ".ff.net.0.proj", width, 8 * width);
      layout.linear(block + ".ff.net.2", 4 * width, width);
    }
    projection(name + ".proj_out", width);
  }

  private void projection(String name, int width) {
    if (config.linearProjection()) {
      layout.linear(name, width, width);
    } else {
      layout.conv(name, width, width, 1);
    }
  }

  private void attention(String name, int width, int context) {
    layout.put(name + ".to_q.weight", width, width);
    layout.put(name + ".to_k.weight", width, context);
    layout.put(name + ".to_v.weight", width, context);
    layout.linear(name + ".to_out.0", width, width);
  }
}
