package uncrop.focus;

import java.nio.file.Path;

/**
 * The files that teach a checkpoint of Stable Diffusion XL to continue pictures. The checkpoint
 * should not be one that was distilled to a few steps.
 *
 * @param patch one of those of {@link PatchVersion}
 * @param head fooocus_inpaint_head.pth
 */
public record InpaintEngine(Path patch, Path head) {}
