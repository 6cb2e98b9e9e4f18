package uncrop.inpaint;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Part;
import uncrop.checkpoint.UnetConfig;
import uncrop.checkpoint.VaeConfig;
import uncrop.fault.BadInput;
import uncrop.focus.InpaintPatch;
import uncrop.inpaint.InpaintListener.Stage;
import uncrop.layer.Layers;
import uncrop.layer.Placement;
import uncrop.schedule.Prediction;
import uncrop.tensor.NativeHeap;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.text.PromptStyle;
import uncrop.unet.UNet;
import uncrop.vae.Tiling;
import uncrop.vae.Vae;

/**
 * A checkpoint, ready to paint. One thread at a time, a platform thread: tensors belong to the
 * thread that made them.
 *
 * <p>Whatever goes wrong is one {@link uncrop.fault.UncropException} of one line, and the next call
 * works.
 */
public final class Inpainter implements AutoCloseable {
  /*
   * Memory. The text encoders come first and usually go before the UNet comes; what they made of
   * the last prompts stays. Networks are read when they are first needed, and stay as the residency
   * says. All tensors of a call but its latents end with it, those of a step with the step; so the
   * peak is the weights and what one step or the decoding needs.
   *
   * Only networks are on the device, and what is inside of them. Pictures, latents, noise and
   * samplers are the processor's: so a seed draws the same everywhere, and a step's latents that
   * come back are all that is waited for.
   */

  /** Of a UNet that sees the mask and the masked picture: latents 4, mask 1, latents 4. */
  static final int SEEING_CHANNELS = 9;

  /** In one piece, as the references do, up to the largest that SDXL was trained on. */
  static final Tiling TILING = new Tiling(128, 32);

  private final Checkpoint checkpoint;
  private final Placement placement;
  private final PromptReader reader;
  private final Residency residency;
  // By patch; empty for the plain one.
  private final Map<Optional<Path>, UNet> unets = new HashMap<>();
  private @Nullable Vae vae;

  /**
   * Reads nothing yet.
   *
   * @param checkpoint which must stay open for as long as this
   * @param placement of the UNet; the text encoders run in FP32, the VAE in FP32 or BF16
   */
  public Inpainter(Checkpoint checkpoint, Placement placement, Residency residency) {
    this(checkpoint, placement, residency, reader(checkpoint, placement, residency));
  }

  Inpainter(Checkpoint checkpoint, Placement placement, Residency residency, PromptReader reader) {
    this.checkpoint = checkpoint;
    this.placement = placement;
    this.residency = residency;
    this.reader = new RememberedPrompts(reader);
  }

  private static PromptReader reader(
      Checkpoint checkpoint, Placement placement, Residency residency) {
    return residency == Residency.EVERYTHING
        ? new ResidentTextEncoders(checkpoint, placement.device())
        : PromptReader.of(checkpoint, placement.device());
  }

  /**
   * @return whose latents belong to the caller's scope
   * @throws uncrop.fault.UncropException for a request that this checkpoint cannot serve, a damaged
   *     checkpoint, a lack of memory, a result that is not a number
   * @throws uncrop.fault.Cancelled as the listener says
   */
  public InpaintResult paint(InpaintRequest request, InpaintListener listener) {
    checkNotEmpty(request);
    try (TensorScope scope = TensorScope.open()) {
      listener.begin(Stage.READING_PROMPT);
      Conditionings prompts = reader.read(request.prompts(), style(request.method()));
      NativeHeap.trim();
      listener.begin(Stage.LOADING);
      Frame frame = Frame.of(request);
      Tensor latents = latents(request, frame, prompts, listener);
      if (residency == Residency.SINGLE) {
        closeUnets();
      }
      NativeHeap.trim();
      listener.begin(Stage.DECODING);
      Tensor unscaled = latents.over(vae().config().scalingFactor());
      Tensor decoded =
          NotFinite.checked(vae().decode(unscaled, TILING), "what the VAE decodes the latents to");
      return switch (request.method()) {
        case Method.Diffusers _ ->
            new InpaintResult(
                Frame.raster(decoded, request.size(), Frame.Rounding.HALF_EVEN),
                scope.keep(latents));
        case Method.Comfy _, Method.Focus _ ->
            new InpaintResult(
                Frame.raster(decoded, request.size(), Frame.Rounding.DOWN), scope.keep(unscaled));
      };
    }
  }

  private Tensor latents(
      InpaintRequest request, Frame frame, Conditionings prompts, InpaintListener listener) {
    return switch (request.method()) {
      case Method.Diffusers(var kind, double eta) ->
          new DiffusersPass(
                  checkpoint.unet().config(),
                  this::unetAfterEncoding,
                  vae(),
                  DiffusersPass.scheduler(checkpoint, kind))
              .latents(request, eta, frame, prompts, listener);
      case Method.Comfy comfy ->
          new ComfyPass(checkpoint.unet().config(), this::unetAfterEncoding, vae(), prediction())
              .latents(request, comfy, frame, prompts, listener);
      case Method.Focus focus ->
          new FocusPass(checkpoint.unet().config(), new Focused(), vae(), prediction())
              .latents(request, focus, frame, prompts, listener);
    };
  }

  private static PromptStyle style(Method method) {
    return switch (method) {
      case Method.Diffusers _ -> PromptStyle.DIFFUSERS;
      case Method.Comfy _ -> PromptStyle.COMFY;
      case Method.Focus _ -> PromptStyle.FOOOCUS;
    };
  }

  private Prediction prediction() {
    return "v_prediction".equals(checkpoint.files().scheduler().get("prediction_type"))
        ? Prediction.V
        : Prediction.EPSILON;
  }

  private static void checkNotEmpty(InpaintRequest request) {
    if (Composite.painted(request.mask()) == 0) {
      throw new BadInput(
          "mask", request.mask().size() + ", all dark", "paints nothing: make it white somewhere");
    }
  }

  private UNet unetAfterEncoding() {
    return unetAfterEncoding(null);
  }

  private UNet unetAfterEncoding(@Nullable Path patch) {
    if (residency == Residency.SINGLE) {
      closeVae();
    }
    NativeHeap.trim();
    return unet(Optional.ofNullable(patch));
  }

  private final class Focused implements LoadedUNets {
    @Override
    public UNet plain() {
      return unetAfterEncoding(null);
    }

    @Override
    public UNet patched(Path wanted) {
      return unetAfterEncoding(wanted);
    }
  }

  private UNet unet(Optional<Path> patch) {
    UNet loaded = unets.get(patch);
    if (loaded == null) {
      if (residency != Residency.EVERYTHING) {
        closeUnets();
      }
      loaded = patch.map(this::patched).orElseGet(() -> unet(checkpoint));
      unets.put(patch, loaded);
    }
    return loaded;
  }

  private UNet patched(Path wanted) {
    try (InpaintPatch over = InpaintPatch.over(checkpoint, wanted, 1)) {
      return unet(over.checkpoint());
    }
  }

  private UNet unet(Checkpoint of) {
    Part<UnetConfig> part = of.unet();
    Layers layers = new Layers(part.weights(), placement);
    return built(layers, () -> new UNet(part.config(), layers));
  }

  private Vae vae() {
    Vae loaded = vae;
    if (loaded == null) {
      Part<VaeConfig> part = checkpoint.vae();
      Layers layers = new Layers(part.weights(), Vae.beside(placement));
      loaded = built(layers, () -> new Vae(part.config(), layers));
      vae = loaded;
    }
    return loaded;
  }

  /** A network that cannot be read to its end leaves nothing behind. */
  private static <N> N built(Layers layers, Supplier<N> network) {
    try {
      return network.get();
    } catch (RuntimeException | Error e) {
      layers.close();
      throw e;
    }
  }

  private void closeUnets() {
    unets.values().forEach(UNet::close);
    unets.clear();
  }

  private void closeVae() {
    if (vae != null) {
      vae.close();
    }
    vae = null;
  }

  @Override
  public void close() {
    reader.close();
    closeUnets();
    closeVae();
  }
}
