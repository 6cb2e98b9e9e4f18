package uncrop.models;

import java.io.IOException;
import java.util.Optional;
import uncrop.feedforward.FeedForward;
import uncrop.feedforward.Network;
import uncrop.tensor.TensorFault;

/**
 * LaMa and MI-GAN. Their files hold code, which is run to see that it paints: only a file that the
 * catalogue knows by its SHA-256, or that the user trusts.
 */
record ScriptInspector(Kind kind) implements Inspector {
  @Override
  public boolean recognises(Candidate candidate) {
    return ScriptArchive.is(candidate.path()) && kind == Kind.LAMA;
  }

  @Override
  public Finding inspect(Candidate candidate) {
    if (!ScriptArchive.is(candidate.path())) {
      throw candidate.fault("is no TorchScript: it has no code");
    }
    if (!candidate.trusted()) {
      requireKnown(candidate);
    }
    Network network;
    try {
      network = FeedForward.find(candidate.path());
    } catch (TensorFault e) {
      throw candidate.fault("is neither LaMa nor MI-GAN: " + e.getMessage());
    }
    return Finding.ofFile(
        network == Network.LAMA ? Kind.LAMA : Kind.MI_GAN, Optional.empty(), candidate.path());
  }

  private static void requireKnown(Candidate candidate) {
    String sha256;
    try {
      sha256 = new Fingerprint(new ByteMeter(1, share -> {})).of(candidate.path());
    } catch (IOException e) {
      throw ModelFault.of(candidate.path(), "cannot be read", e);
    }
    if (!Catalogue.builtIn().knows(Checksum.sha256(sha256))) {
      throw candidate.fault(
          "is TorchScript, which holds code that will be run, and no file that is known (SHA-256 %s):"
                  .formatted(sha256)
              + " say --trust if you trust who made it");
    }
  }
}
