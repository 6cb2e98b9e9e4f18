package uncrop.inpaint;

import java.nio.file.Path;
import java.util.Objects;
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
import uncrop.layer.Precision;
import uncrop.schedule.Prediction;
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
   * Memory. The text encoders come first and go before the UNet comes; what they made of the last
   * prompts stays. UNet and VAE are read at the first call and stay for the next ones. All tensors of a call but its latents end with it, those
   * of a step with the step; so the peak is the weights and what one step or the decoding needs.
   */

  /** Of a UNet that sees the mask and the masked picture: latents 4, mask 1, latents 4. */
  static final int SEEING_CHANNELS = 9;

  /** In one piece, as the references do, up to the largest that SDXL was trained on. */
  static final Tiling TILING = new Tiling(128, 32);

  private final Checkpoint checkpoint;
  private final Precision precision;
  private final PromptReader reader;
  private final boolean once;
  private @Nullable UNet unet;
  private @Nullable Path patch;
  private @Nullable Vae vae;

  /**
   * Reads nothing yet.
   *
   * @param checkpoint which must stay open for as long as this
   * @param precision of the UNet; the text encoders run in FP32, the VAE in FP32 or BF16
   */
  public Inpainter(Checkpoint checkpoint, Precision precision) {
    this(checkpoint, precision, new RememberedPrompts(PromptReader.of(checkpoint)), false);
  }

  Inpainter(Checkpoint checkpoint, Precision precision, PromptReader reader, boolean once) {
    this.checkpoint = checkpoint;
    this.precision = precision;
    this.reader = reader;
    this.once = once;
  }

  /**
   * The same for one picture, or a few of which each takes long: the VAE goes before the UNet comes
   * and the other way round, so that each finds the other's memory free.
   */
  public static Inpainter once(Checkpoint checkpoint, Precision precision) {
    PromptReader reader = new RememberedPrompts(PromptReader.of(checkpoint));
    return new Inpainter(checkpoint, precision, reader, true);
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
      listener.begin(Stage.LOADING);
      Frame frame = Frame.of(request);
      Tensor latents = latents(request, frame, prompts, listener);
      if (once) {
        closeUnet();
      }
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

  private UNet unetAfterEncoding(@Nullable Path wantedPatch) {
    if (once) {
      closeVae();
    }
    return unet(wantedPatch);
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

  /** The one in memory if it is with this patch, or without one; else it goes first. */
  private UNet unet(@Nullable Path wantedPatch) {
    UNet loaded = unet;
    if (loaded != null && Objects.equals(patch, wantedPatch)) {
      return loaded;
    }
    closeUnet();
    loaded = wantedPatch == null ? unet(checkpoint) : patched(wantedPatch);
    unet = loaded;
    patch = wantedPatch;
    return loaded;
  }

  private UNet patched(Path wanted) {
    try (InpaintPatch over = InpaintPatch.over(checkpoint, wanted, 1)) {
      return unet(over.checkpoint());
    }
  }

  private UNet unet(Checkpoint of) {
    Part<UnetConfig> part = of.unet();
    Layers layers = new Layers(part.weights(), precision);
    return built(layers, () -> new UNet(part.config(), layers));
  }

  private Vae vae() {
    Vae loaded = vae;
    if (loaded == null) {
      Part<VaeConfig> part = checkpoint.vae();
      Layers layers = new Layers(part.weights(), vaePrecision());
      loaded = built(layers, () -> new Vae(part.config(), layers));
      vae = loaded;
    }
    return loaded;
  }

  /** It decides over each pixel once, so it is not quantised; and overflows in FP16. */
  private Precision vaePrecision() {
    return precision == Precision.BF16 ? Precision.BF16 : Precision.FP32;
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

  private void closeUnet() {
    if (unet != null) {
      unet.close();
    }
    unet = null;
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
    closeUnet();
    closeVae();
  }
}
