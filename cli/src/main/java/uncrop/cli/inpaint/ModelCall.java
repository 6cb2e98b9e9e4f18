package uncrop.cli.inpaint;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.SafetensorsWriter;
import uncrop.fault.BadInput;
import uncrop.inpaint.Composite;
import uncrop.inpaint.InpaintListener;
import uncrop.inpaint.InpaintRequest;
import uncrop.inpaint.InpaintResult;
import uncrop.inpaint.Inpainter;
import uncrop.inpaint.Residency;
import uncrop.layer.Placement;
import uncrop.lora.LoraChoice;
import uncrop.lora.Loras;
import uncrop.picture.Encoding;
import uncrop.picture.Picture;
import uncrop.picture.PictureWriter;
import uncrop.picture.Provenance;
import uncrop.pixels.Raster;
import uncrop.tensor.TensorScope;

/**
 * From a request to the files that were asked for.
 *
 * @param model what the user calls it
 * @param latents where the final latents go; null: nowhere
 * @param whole whether all of the model's picture is written, or only what the mask paints
 */
record ModelCall(
    String model,
    Path weights,
    List<LoraChoice> loras,
    Placement placement,
    Encoding encoding,
    Path output,
    @Nullable Path latents,
    boolean whole) {

  /** What there is to say about it. */
  record Done(String sentence, List<String> warnings) {}

  Done run(Picture picture, InpaintRequest request, InpaintListener listener, InstantSource clock) {
    Instant start = clock.instant();
    List<String> warnings = new ArrayList<>(picture.warnings());
    try (TensorScope scope = TensorScope.open();
        Checkpoint base = Checkpoint.open(weights);
        Loras adapted = Loras.over(base, loras);
        Inpainter inpainter = new Inpainter(adapted.checkpoint(), placement, Residency.SINGLE)) {
      warnings.addAll(base.warnings());
      warnings.addAll(adapted.warnings());
      InpaintResult result = inpainter.paint(request, listener);
      Raster written =
          whole
              ? result.picture()
              : Composite.of(request.picture(), request.mask(), result.picture());
      if (latents != null) {
        SafetensorsWriter.write(latents, Map.of("latents", result.latents()), Map.of());
      }
      write(written, picture, request, warnings);
      return new Done(
          sentence(written, request, Duration.between(start, clock.instant())), warnings);
    } catch (OutOfMemoryError e) {
      throw new BadInput(
          "size", request.size(), "not enough memory: take less, or set UNCROP_JAVA_OPTS=-Xmx...");
    }
  }

  private void write(
      Raster written, Picture picture, InpaintRequest request, List<String> warnings) {
    Provenance provenance =
        new Provenance(
            "diffusion", Optional.of(model), true, request.seed(), request.prompts().positive());
    byte[] bytes =
        PictureWriter.encode(
            written, encoding, picture.metadata(), Optional.of(provenance), warnings::add);
    PictureWriter.write(output, bytes);
  }

  private String sentence(Raster written, InpaintRequest request, Duration took) {
    return String.format(
        Locale.ROOT,
        "%s: %s, %s in %s, seed %d, %.1f s",
        output,
        written.size(),
        model,
        placement,
        request.seed(),
        took.toMillis() / 1000.0);
  }
}
