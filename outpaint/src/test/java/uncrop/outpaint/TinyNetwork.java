package uncrop.outpaint;

import java.nio.file.Path;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import uncrop.models.ImportOrder;
import uncrop.models.Keeping;
import uncrop.models.ModelName;
import uncrop.models.ModelStore;

/** A network of LaMa's form that fills the hole with the mean of what is known. */
final class TinyNetwork {
  private static final String CODE =
      """
      def forward(self, picture: Tensor, hole: Tensor) -> Tensor:
          known = 1 - hole
          count = known.sum() + 0.001
          mean = (picture * known).sum(dim=[2, 3], keepdim=True) / count
          return picture * known + mean * hole
      """;

  private TinyNetwork() {}

  static void install(ModelStore store, String name, Path folder) {
    Path file = folder.resolve(name + ".pt");
    try (QualifiedName type = new QualifiedName("Net");
        JitModule module = new JitModule(type)) {
      module.define(CODE);
      module.save(file.toString());
    }
    ImportOrder order = ImportOrder.of(new ModelName(name), file, Keeping.LINK).trusting(true);
    store.add(order, share -> {});
  }
}
