package uncrop.inpaint;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uncrop.checkpoint.UnetConfig;
import uncrop.sampler.ComfyRun;
import uncrop.sampler.Denoiser;
import uncrop.sampler.GuidedDenoiser;
import uncrop.schedule.Prediction;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.unet.UNet;
import uncrop.vae.Vae;

/**
 * From picture to latents as ComfyUI does it on a CPU: VAE Encode and Set Latent Noise Mask before
 * a KSampler; for a UNet of 9 channels, InpaintModelConditioning in their place.
 */
final class ComfyPass {
  /*
   * The mask keeps its shades: scaled bilinearly it weighs, at each evaluation, the picture covered
   * with noise against the latents, and after it the picture against what was predicted. Only what
   * a UNet of 9 channels is shown is rounded.
   *
   * Where ComfyUI samples the VAE's posterior it draws from a stream that nobody seeded, so its own
   * pictures differ from run to run by that. Here the mean is taken.
   */
  private final UnetConfig unetConfig;
  private final Supplier<UNet> unet;
  private final Vae vae;
  private final Prediction prediction;

  /**
   * @param unet asked once the pictures are encoded; the VAE is not used after that
   */
  ComfyPass(UnetConfig unetConfig, Supplier<UNet> unet, Vae vae, Prediction prediction) {
    this.unetConfig = unetConfig;
    this.unet = unet;
    this.vae = vae;
    this.prediction = prediction;
  }

  /**
   * @return the last latents as the UNet sees them, FP32 [1, 4, h, w]; they belong to the caller's
   *     scope
   */
  Tensor latents(
      InpaintRequest request,
      Method.Comfy method,
      Frame frame,
      Conditionings prompts,
      InpaintListener listener) {
    ComfyRun run =
        new ComfyRun(
            method.sampler(),
            method.schedule(),
            method.schedule().table(),
            request.steps(),
            request.strength(),
            request.seed(),
            method.knobs());
    try (TensorScope scope = TensorScope.open()) {
      listener.begin(InpaintListener.Stage.ENCODING);
      Tensor mask = frame.mask().bilinear(frame.height(), frame.width());
      Tensor picture = encoded(frame.picture());
      boolean guided = GuidedDenoiser.isGuided(request.guidance());
      @Nullable Tensor beside = beside(frame, mask);
      PromptedUNet network = new PromptedUNet(unet.get(), prompts, guided, request.size(), beside);
      listener.begin(InpaintListener.Stage.DENOISING);
      Denoiser denoiser = run.denoiser(network, prediction, request.guidance());
      return scope.keep(run.sample(denoiser, picture, mask, listener));
    }
  }

  private @Nullable Tensor beside(Frame frame, Tensor mask) {
    if (unetConfig.inChannels() != Inpainter.SEEING_CHANNELS) {
      return null;
    }
    Tensor keeps = frame.mask().round().negate().plus(1);
    return Tensor.cat(1, mask.round(), encoded(frame.picture().times(keeps)));
  }

  private Tensor encoded(Tensor picture) {
    return vae.encode(picture, Inpainter.TILING).mean().times(vae.config().scalingFactor());
  }
}
