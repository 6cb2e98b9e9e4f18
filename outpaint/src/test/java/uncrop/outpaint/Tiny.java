package uncrop.outpaint;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import uncrop.engine.PaintListener;
import uncrop.geometry.Rect;
import uncrop.geometry.Size;
import uncrop.models.Catalogue;
import uncrop.models.Keeping;
import uncrop.models.ModelName;
import uncrop.models.ModelStore;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.plan.Sampling;
import uncrop.style.UserFolders;

/** Small models of true structure, installed, and scenes for them. */
final class Tiny {
  private Tiny() {}

  static ModelStore store(Path folder) {
    return new ModelStore(folder.resolve("models"), InstantSource.system());
  }

  static void install(ModelStore store, String name, Path source) {
    store.add(new ModelName(name), source, Keeping.LINK, share -> {});
  }

  static EngineRoom room(ModelStore store, Path folder) {
    return room(store, folder, 1L << 30);
  }

  static EngineRoom room(ModelStore store, Path folder, long bytes) {
    UserFolders folders =
        new UserFolders(
            folder.resolve("styles"), folder.resolve("wildcards"), folder.resolve("expansion"));
    return new Installation(
            store, folders, Catalogue::builtIn, Devices.BEST, OptionalLong.of(bytes))
        .open(1, InstantSource.system());
  }

  static Sampling sampling(String prompt, long seed, Map<String, String> options) {
    return new Sampling(prompt, "", seed, 1, options);
  }

  /** Hears warnings, and nothing else. */
  static PaintListener warnedBy(List<String> warnings) {
    return new PaintListener() {
      @Override
      public void progress(String stage, double done) {}

      @Override
      public void warn(String sentence) {
        warnings.add(sentence);
      }
    };
  }

  /** A sky over sand, kept; the rest is unknown. */
  static Raster canvas(Size size, Rect source) {
    Raster canvas = new Raster(size.width(), size.height());
    for (int y = source.y(); y < source.bottom(); y++) {
      for (int x = source.x(); x < source.right(); x++) {
        boolean sky = y < source.y() + source.height() / 2;
        int shade = (x * 7 + y * 13) % 16;
        canvas.set(x, y, (sky ? 0xFF6090D0 : 0xFFC0A070) + shade * 0x010101);
      }
    }
    return canvas;
  }

  static Mask hole(Size size, Rect source) {
    Mask mask = Mask.painting(size);
    for (int y = source.y(); y < source.bottom(); y++) {
      for (int x = source.x(); x < source.right(); x++) {
        mask.set(x, y, Mask.KEEP);
      }
    }
    return mask;
  }
}
