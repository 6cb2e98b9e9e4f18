package uncrop.unet;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uncrop.block.Trace;
import uncrop.checkpoint.UnetConfig;
import uncrop.parity.Differences;
import uncrop.parity.Vectors;
import uncrop.tensor.Tensor;

/**
 * Compares the first picture of each output with the reference's. The reference also wrote down
 * what attentions and feed-forward layers add to the tokens: here that is the tokens after it less
 * those before.
 */
final class BlockOutputs implements Trace {
  private static final Pattern PART = Pattern.compile("(down_blocks\\.\\d)(\\.(\\w+)\\.(\\d))?");

  private final Vectors vectors;
  private final UnetConfig config;
  private final Differences differences;
  private final Set<String> seen = new TreeSet<>();
  private @Nullable Tensor tokens;

  BlockOutputs(Vectors vectors, UnetConfig config, Differences differences) {
    this.vectors = vectors;
    this.config = config;
    this.differences = differences;
  }

  Set<String> seen() {
    return seen;
  }

  @Override
  public void output(String name, Tensor output) {
    Tensor first = output.narrow(0, 0, 1);
    if (name.contains(".transformer_blocks.")) {
      transformer(name, first);
    } else if (name.endsWith(".proj_in")) {
      tokens = SpatialTransformer.tokens(first).copy();
      compare(name, config.linearProjection() ? tokens : first);
    } else {
      compare(name, first);
      compare(name + ".0", first);
      skip(name, first);
    }
  }

  private void transformer(String name, Tensor after) {
    Tensor added = after.minus(Objects.requireNonNull(tokens));
    tokens = after.copy();
    if (name.endsWith(".attn1") || name.endsWith(".attn2")) {
      compare(name, added);
    } else {
      compare(name + ".ff", added);
      compare(name, after);
    }
  }

  /** On the way down, what a stage gives and what a level gives are also skips. */
  private void skip(String name, Tensor output) {
    Matcher part = PART.matcher(name);
    if (!part.matches()) {
      return;
    }
    String level = part.group(1);
    if (part.group(2) == null) {
      compare(level + ".1." + config.layersPerBlock(), output);
      return;
    }
    int depth = config.depths().get(Integer.parseInt(level.substring(level.length() - 1)));
    if (part.group(3).equals(depth == 0 ? "resnets" : "attentions")) {
      compare(level + ".1." + part.group(4), output);
    }
  }

  void compare(String name, Tensor output) {
    if (vectors.has("block." + name)) {
      differences.add(name, output, vectors.get("block." + name));
      seen.add(name);
    }
  }
}
