package uncrop.inpaint;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import uncrop.checkpoint.Checkpoint;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.UnetConfig;
import uncrop.noise.Draw;
import uncrop.sampler.Blend;
import uncrop.sampler.DiffusersRun;
import uncrop.schedule.DiffusersSchedule;
import uncrop.schedule.SchedulerConfig;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorScope;
import uncrop.unet.UNet;
import uncrop.vae.Vae;

/**
 * From picture to latents as {@code StableDiffusionInpaintPipeline} and {@code
 * StableDiffusionXLInpaintPipeline} of diffusers 0.42 do it, in FP32.
 */
final class DiffusersPass {
  /*
   * The mask is made 0 or 1 at the picture's size, and its latent form is every eighth pixel of it:
   * not an average, so what is thinner than 8 pixels may vanish. A UNet of 9 channels sees mask and
   * masked picture; one of 4 sees neither, and what stays is mixed in after each step.
   *
   * All noise comes from one stream, so the order of the draws is part of the result; see Draw.
   */
  private final UnetConfig unetConfig;
  private final Supplier<UNet> unet;
  private final Vae vae;
  private final SchedulerConfig config;

  /**
   * @param unet asked once the pictures are encoded; the VAE is not used after that
   */
  DiffusersPass(UnetConfig unetConfig, Supplier<UNet> unet, Vae vae, SchedulerConfig config) {
    this.unetConfig = unetConfig;
    this.unet = unet;
    this.vae = vae;
    this.config = config;
  }

  /**
   * What a checkpoint says about its scheduler.
   *
   * @param kind null for the one that it names, or else its family's
   * @throws uncrop.fault.BadInput if it names one that is not built in
   */
  static SchedulerConfig scheduler(Checkpoint checkpoint, SchedulerConfig.@Nullable Kind kind) {
    Map<String, Object> fields = checkpoint.files().scheduler();
    boolean ddimByDefault = checkpoint.family() == Family.SD15;
    if (fields.isEmpty()) {
      boolean ddim = kind == null ? ddimByDefault : kind == SchedulerConfig.Kind.DDIM;
      return ddim ? SchedulerConfig.DDIM : SchedulerConfig.EULER;
    }
    String json = JsonMapper.shared().writeValueAsString(fields);
    SchedulerConfig config =
        kind == null ? SchedulerConfig.parse(json) : SchedulerConfig.parse(json, kind);
    // That pipeline puts an offset of 1 in place of any other.
    return checkpoint.family() == Family.SD15 ? config.withStepsOffset(1) : config;
  }

  /**
   * @return the last latents as the UNet sees them, FP32 [1, 4, h, w]; they belong to the caller's
   *     scope
   */
  Tensor latents(
      InpaintRequest request,
      double eta,
      Frame frame,
      Conditionings prompts,
      InpaintListener listener) {
    DiffusersSchedule schedule = config.schedule(request.steps(), request.strength(), eta);
    try (TensorScope scope = TensorScope.open();
        RandomStream stream = RandomStream.seeded(request.seed())) {
      listener.begin(InpaintListener.Stage.ENCODING);
      Map<Draw, Tensor> drawn = drawn(request, frame, stream);
      Tensor noise = Objects.requireNonNull(drawn.get(Draw.NOISE));
      Tensor keeps = frame.mask().lessThan(0.5).to(DType.FP32);
      Tensor mask = keeps.negate().plus(1).upsampleNearest(frame.height(), frame.width());
      Tensor picture = encoded(frame.picture(), drawn.get(Draw.PICTURE_POSTERIOR));
      boolean sees = unetConfig.inChannels() == Inpainter.SEEING_CHANNELS;
      Tensor beside =
          sees
              ? beside(mask, frame.picture().times(keeps), drawn.get(Draw.MASKED_POSTERIOR))
              : null;
      Blend kept = sees || picture == null ? null : Blend.with(picture, mask, noise);
      boolean guided = DiffusersRun.isGuided(request.guidance());
      PromptedUNet network = new PromptedUNet(unet.get(), prompts, guided, request.size(), beside);
      listener.begin(InpaintListener.Stage.DENOISING);
      return scope.keep(
          new DiffusersRun(schedule, network, request.guidance(), stream)
              .sample(schedule.initial(noise, picture), kept, listener));
    }
  }

  private Map<Draw, Tensor> drawn(InpaintRequest request, Frame frame, RandomStream stream) {
    Map<Draw, Tensor> drawn = new EnumMap<>(Draw.class);
    long[] shape = frame.latentShape(vae.config().latentChannels());
    for (Draw draw : Draw.order(unetConfig.inChannels(), request.strength())) {
      drawn.put(draw, stream.normal(DType.FP32, shape));
    }
    return drawn;
  }

  private Tensor beside(Tensor mask, Tensor masked, @Nullable Tensor posterior) {
    return Tensor.cat(1, mask, Objects.requireNonNull(encoded(masked, posterior)));
  }

  /** A sample of what the picture may be in latents, or null without a draw. */
  private @Nullable Tensor encoded(Tensor picture, @Nullable Tensor draw) {
    return draw == null
        ? null
        : vae.encode(picture, Inpainter.TILING).sample(draw).times(vae.config().scalingFactor());
  }
}
