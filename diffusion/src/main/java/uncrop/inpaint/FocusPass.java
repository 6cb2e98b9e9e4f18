package uncrop.inpaint;

import org.jspecify.annotations.Nullable;
import uncrop.checkpoint.UnetConfig;
import uncrop.focus.FillPyramid;
import uncrop.focus.FocusRun;
import uncrop.focus.InpaintEngine;
import uncrop.focus.InpaintHead;
import uncrop.focus.LatentMask;
import uncrop.pillow.PillowLanczos;
import uncrop.pixels.Mask;
import uncrop.pixels.Raster;
import uncrop.sampler.Denoiser;
import uncrop.sampler.GuidedDenoiser;
import uncrop.schedule.Prediction;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.unet.UNet;
import uncrop.vae.Vae;

/** From picture to latents as Fooocus 2.5 does it when it inpaints and outpaints. */
final class FocusPass {
  /*
   * Two pictures are encoded: one with grey in its hole, which the inpaint head (or a UNet of 9
   * channels) sees, and one with its hole filled, which the run starts from and which stays outside
   * of the mask. A latent is generated if a single pixel under it is. Where Fooocus samples the
   * VAE's posterior, the mean is taken, as in ComfyPass.
   *
   * With an engine, the UNet with the patch paints most of the steps and then goes; the plain one is
   * read for the rest.
   */
  private final UnetConfig unetConfig;
  private final LoadedUNets unets;
  private final Vae vae;
  private final Prediction prediction;

  /**
   * @param unets asked once the pictures are encoded; the VAE is not used after that
   */
  FocusPass(UnetConfig unetConfig, LoadedUNets unets, Vae vae, Prediction prediction) {
    this.unetConfig = unetConfig;
    this.unets = unets;
    this.vae = vae;
    this.prediction = prediction;
  }

  /**
   * What is known of a picture in latents, in model space.
   *
   * @param fill of the picture with its hole filled; FP32 [1, 4, h, w]
   * @param masked of the picture with grey in its hole; FP32 [1, 4, h, w]
   * @param mask 1 where to generate, else 0; FP32 [1, 1, h, w]
   */
  record Latents(Tensor fill, Tensor masked, Tensor mask) {}

  /**
   * @return the last latents as the UNet sees them, FP32 [1, 4, h, w]; they belong to the caller's
   *     scope
   */
  Tensor latents(
      InpaintRequest request,
      Method.Focus method,
      Frame frame,
      Conditionings prompts,
      InpaintListener listener) {
    try (TensorScope scope = TensorScope.open()) {
      listener.begin(InpaintListener.Stage.ENCODING);
      Mask mask = frame.hole();
      Tensor masked = encoded(masked(frame.picture(), mask));
      Tensor start = frame.picture();
      if (method.fills(request.strength())) {
        Raster working = PillowLanczos.scaled(request.picture(), request.size());
        start = Frame.picture(FillPyramid.filled(working, mask));
      }
      Latents latents = new Latents(encoded(start), masked, LatentMask.of(mask));
      return scope.keep(sampled(request, method, latents, prompts, listener));
    }
  }

  /** With mid-grey in its hole. */
  static Tensor masked(Tensor picture, Mask mask) {
    float[] keeps = new float[mask.values().length];
    for (int i = 0; i < keeps.length; i++) {
      keeps[i] = mask.values()[i] == Mask.PAINT ? 0 : 1;
    }
    return picture.times(Tensor.of(keeps, 1, 1, mask.height(), mask.width()));
  }

  private Tensor encoded(Tensor picture) {
    return vae.encode(picture, Inpainter.TILING).mean().times(vae.config().scalingFactor());
  }

  /** What comes after the encoding. */
  Tensor sampled(
      InpaintRequest request,
      Method.Focus method,
      Latents latents,
      Conditionings prompts,
      InpaintListener listener) {
    FocusRun run =
        FocusRun.of(
            method.sampler(),
            method.schedule(),
            request.steps(),
            request.strength(),
            request.seed(),
            method.knobs());
    try (TensorScope scope = TensorScope.open();
        SwappedUNet network = network(request, method, latents, prompts)) {
      listener.begin(InpaintListener.Stage.DENOISING);
      Denoiser denoiser =
          run.levels().denoiser(network, prediction, method.guidance(request.guidance()));
      FocusRun.Task task = new FocusRun.Task(latents.fill, latents.mask);
      return scope.keep(
          run.sample(
              denoiser,
              latents.fill,
              task,
              step -> {
                network.after(step);
                listener.after(step);
              }));
    }
  }

  private SwappedUNet network(
      InpaintRequest request, Method.Focus method, Latents latents, Conditionings prompts) {
    boolean sees = unetConfig.inChannels() == Inpainter.SEEING_CHANNELS;
    InpaintEngine engine = sees ? null : method.engine();
    if (engine == null) {
      Tensor beside = sees ? Tensor.cat(1, latents.mask, latents.masked) : null;
      FocusedUNet plain = told(unets.plain(), request, method, prompts, beside, null);
      return new SwappedUNet(plain, request.steps(), () -> plain);
    }
    Tensor feature;
    try (InpaintHead head = InpaintHead.open(engine.head(), unetConfig.widths().getFirst())) {
      feature = head.feature(latents.mask, latents.masked);
    }
    return new SwappedUNet(
        told(unets.patched(engine.patch()), request, method, prompts, null, feature),
        method.lastPatched(request.steps()),
        () -> told(unets.plain(), request, method, prompts, null, null));
  }

  private static FocusedUNet told(
      UNet unet,
      InpaintRequest request,
      Method.Focus method,
      Conditionings prompts,
      @Nullable Tensor beside,
      @Nullable Tensor feature) {
    boolean guided = GuidedDenoiser.isGuided(request.guidance());
    return new FocusedUNet(unet, prompts, guided, method.sizes(), request.size(), beside, feature);
  }
}
