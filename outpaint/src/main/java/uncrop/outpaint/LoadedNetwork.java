package uncrop.outpaint;

import uncrop.feedforward.FeedForward;
import uncrop.loaded.LoadedModel;

/**
 * A network that fills holes in one pass, in memory.
 *
 * @param bytes of its file, which holds little else than its weights
 */
record LoadedNetwork(FeedForward network, long bytes) implements LoadedModel {
  @Override
  public void close() {
    network.close();
  }
}
