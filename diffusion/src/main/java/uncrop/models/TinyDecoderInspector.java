package uncrop.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import uncrop.checkpoint.Family;
import uncrop.checkpoint.Json;
import uncrop.layer.Placement;
import uncrop.layer.Precision;
import uncrop.tensor.TensorFault;
import uncrop.vae.TinyDecoder;

/**
 * TAESD. The tensors of both families' decoders have the same names and shapes, so only what the
 * file is called, or the user, tells which it is for.
 */
record TinyDecoderInspector() implements Inspector {
  private static final List<String> FILES =
      List.of("diffusion_pytorch_model.safetensors", "diffusion_pytorch_model.bin");
  private static final String CONFIG = "config.json";

  @Override
  public Kind kind() {
    return Kind.TINY_DECODER;
  }

  @Override
  public boolean recognises(Candidate candidate) {
    return isTinyFolder(candidate)
        || candidate.hasTensor("decoder.layers.0.weight")
            && candidate.hasTensor("decoder.layers.2.conv.0.weight")
        || candidate.hasTensor("1.weight") && candidate.hasTensor("3.conv.0.weight")
        || isEncoder(candidate);
  }

  private static boolean isTinyFolder(Candidate candidate) {
    return FILES.stream().anyMatch(candidate::holds)
        && candidate.holds(CONFIG)
        && "AutoencoderTiny"
            .equals(Json.object(candidate.path().resolve(CONFIG)).get("_class_name"));
  }

  private static boolean isEncoder(Candidate candidate) {
    return candidate.hasTensor("0.weight") && candidate.hasTensor("1.conv.0.weight");
  }

  @Override
  public Finding inspect(Candidate candidate) {
    if (isEncoder(candidate)) {
      throw candidate.fault("is the encoder of TAESD: previews need its decoder");
    }
    Path file = candidate.path();
    if (candidate.isFolder()) {
      file =
          FILES.stream()
              .map(candidate.path()::resolve)
              .filter(Files::isRegularFile)
              .findFirst()
              .orElseThrow(() -> candidate.fault("has no " + FILES.getFirst()));
    }
    try {
      TinyDecoder.open(file, Placement.onCpu(Precision.FP32)).close();
    } catch (TensorFault e) {
      throw candidate.fault("is no TAESD decoder: " + e.getMessage());
    }
    return Finding.ofFile(Kind.TINY_DECODER, Optional.of(family(candidate)), file);
  }

  private static Family family(Candidate candidate) {
    if (candidate.family().isPresent()) {
      return candidate.family().get();
    }
    String name = candidate.fileName();
    if (!name.contains("taesd")) {
      throw candidate.fault(
          "is a TAESD decoder that does not tell for which family: say --family sd15 or sdxl");
    }
    return name.contains("taesdxl") ? Family.SDXL : Family.SD15;
  }
}
