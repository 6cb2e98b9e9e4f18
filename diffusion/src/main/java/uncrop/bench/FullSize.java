package uncrop.bench;

import java.util.List;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.UnetConfig;
import uncrop.checkpoint.VaeConfig;

/**
 * The networks at their published sizes, with nine channels.
 *
 * @param latentSize height and width of the latents at the family's own picture size
 */
public record FullSize(Family family, UnetConfig unet, VaeConfig vae, int latentSize) {
  private static final List<Integer> VAE_WIDTHS = List.of(128, 256, 512, 512);

  public static FullSize of(Family family) {
    return switch (family) {
      case SD15 ->
          new FullSize(
              family,
              new UnetConfig(
                  9,
                  4,
                  List.of(320, 640, 1280, 1280),
                  2,
                  List.of(1, 1, 1, 0),
                  1,
                  768,
                  List.of(8, 8, 8, 8),
                  false,
                  0,
                  0,
                  32),
              new VaeConfig(4, VAE_WIDTHS, 2, 32, 0.18215, false, 512),
              64);
      case SDXL ->
          new FullSize(
              family,
              new UnetConfig(
                  9,
                  4,
                  List.of(320, 640, 1280),
                  2,
                  List.of(0, 2, 10),
                  10,
                  2048,
                  List.of(5, 10, 20),
                  true,
                  2816,
                  256,
                  32),
              new VaeConfig(4, VAE_WIDTHS, 2, 32, 0.13025, true, 1024),
              128);
    };
  }
}
