package uncrop.feedforward;

import java.nio.file.Path;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;

/** Writes small networks as TorchScript files, on the same code that writes the large ones. */
final class ScriptedNetwork {
  /** The mean of the known pixels in the hole. */
  static final String MEAN_OF_KNOWN =
      """
      def forward(self, picture: Tensor, hole: Tensor) -> Tensor:
          known = 1 - hole
          mean = (picture * known).sum(dim=[2, 3], keepdim=True) / known.sum()
          return picture * known + mean * hole
      """;

  /** Each pixel is that to its left; the first column is the last. */
  static final String SHIFTED =
      """
      def forward(self, picture: Tensor, hole: Tensor) -> Tensor:
          return torch.roll(picture, [1], [3])
      """;

  private ScriptedNetwork() {}

  static Path write(Path file, String forward) {
    try (QualifiedName name = new QualifiedName("Net");
        JitModule module = new JitModule(name)) {
      module.define(forward);
      module.save(file.toString());
    }
    return file;
  }
}
