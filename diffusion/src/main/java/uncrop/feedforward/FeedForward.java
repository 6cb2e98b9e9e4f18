package uncrop.feedforward;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import uncrop.fault.BadInput;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.tensor.Device;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorFault;
import uncrop.tensor.TensorScope;
import uncrop.tensor.TorchScript;

/**
 * A network that fills holes of one window in one pass. Several threads may not use one at a time.
 *
 * <p>It sees only the window, so whoever cuts windows decides how much context it gets. A hole much
 * larger than {@link Network#bestSide} is painted blurred or repeated: paint the whole once at that
 * size, enlarge it into the hole, and paint windows of which the mask covers a part of the hole at
 * a time; what the mask leaves counts as known, so the windows follow the coarse picture.
 */
public final class FeedForward implements AutoCloseable {
  private static final int TRIAL = 64;

  private final Network network;
  private final TorchScript script;

  private FeedForward(Network network, TorchScript script) {
    this.network = network;
    this.script = script;
  }

  /**
   * Opens a file after comparing it with what it was: it holds code, which is run.
   *
   * @param sha256 of the file, in lower-case hexadecimal digits
   * @throws TensorFault if it is another file, or no network of this kind
   */
  public static FeedForward open(Path file, Network network, String sha256, Device device) {
    String found;
    try {
      found = Sha256.of(file);
    } catch (IOException e) {
      throw new TensorFault(file + ": cannot be read: check that it is there, and its rights");
    }
    if (!found.equals(sha256)) {
      throw new TensorFault(
          "%s: is not run, because its SHA-256 is %s and should be %s"
              .formatted(file, found, sha256));
    }
    return open(file, network, device);
  }

  /**
   * Opens a file that is trusted, on the processor.
   *
   * @throws TensorFault if it takes other inputs than this network
   */
  public static FeedForward open(Path file, Network network) {
    return open(file, network, Device.CPU);
  }

  private static FeedForward open(Path file, Network network, Device device) {
    TorchScript script = TorchScript.open(file, device);
    if (script.inputs() != network.inputs()) {
      script.close();
      throw new TensorFault(
          "%s: takes %d tensors, and %s takes %d"
              .formatted(file, script.inputs(), network.title(), network.inputs()));
    }
    return new FeedForward(network, script);
  }

  /**
   * Which network a file holds, by what its code takes. Runs it once on a small picture.
   *
   * @throws TensorFault if it is none of them
   */
  public static Network find(Path file) {
    try (TorchScript script = TorchScript.open(file, Device.CPU)) {
      for (Network network : Network.values()) {
        if (network.inputs() == script.inputs()) {
          int side = network.fixed() ? network.bestSide() : TRIAL;
          Raster grey = new Raster(side, side);
          new FeedForward(network, script).paint(grey, Mask.painting(grey.size()));
          return network;
        }
      }
      throw new TensorFault(
          "%s: takes %d tensors: LaMa takes 2, MI-GAN takes 1".formatted(file, script.inputs()));
    }
  }

  public Network network() {
    return network;
  }

  /**
   * Paints what the mask says; all else comes back as it was.
   *
   * @param picture a window; its transparency is not looked at
   * @param mask as large as the picture
   * @return opaque where it was painted
   * @throws BadInput on the field "mask" if it is of another size, on "picture" if that is larger
   *     than the network can take
   * @throws TensorFault if the network fails, or gives something else than a picture
   */
  public Raster paint(Raster picture, Mask mask) {
    if (mask.width() != picture.width() || mask.height() != picture.height()) {
      throw new BadInput(
          "mask",
          mask.width() + "x" + mask.height(),
          "must be as large as the picture, %dx%d".formatted(picture.width(), picture.height()));
    }
    Frame frame = Frame.of(picture, mask, network);
    try (TensorScope _ = TensorScope.open()) {
      Tensor painted = script.forward(network.arguments(frame));
      requireShape(painted, frame);
      if (painted.hasNaN()) {
        throw new TensorFault(network.title() + " gave numbers that are none");
      }
      return frame.with(network.levels(painted).toFloats());
    }
  }

  private void requireShape(Tensor painted, Frame frame) {
    long[] wanted = {1, 3, frame.height(), frame.width()};
    if (!Arrays.equals(painted.shape(), wanted)) {
      throw new TensorFault(
          "%s gave %s where it should give %s"
              .formatted(
                  network.title(), Arrays.toString(painted.shape()), Arrays.toString(wanted)));
    }
  }

  @Override
  public void close() {
    script.close();
  }
}
