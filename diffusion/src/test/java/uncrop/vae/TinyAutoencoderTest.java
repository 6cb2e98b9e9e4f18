package uncrop.vae;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.checkpoint.SafetensorsFile;
import uncrop.layer.Layers;
import uncrop.layer.Precision;
import uncrop.layer.Weights;
import uncrop.parity.Differences;
import uncrop.parity.Vectors;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorFault;
import uncrop.tensor.TensorScope;

/** Against diffusers with the same weights. */
class TinyAutoencoderTest {
  private static final double ALLOWED = 1e-4;

  @ParameterizedTest
  @ValueSource(strings = {"diffusers", "taesd_decoder"})
  @SuppressWarnings("try")
  void the_decoder_gives_what_diffusers_gives_under_both_kinds_of_names(String file) {
    Differences differences = new Differences(ALLOWED);
    try (TensorScope scope = TensorScope.open();
        Vectors vectors = Vectors.open("networks/taesd/vectors.safetensors");
        Vectors weights = Vectors.open("networks/taesd/" + file + ".safetensors");
        TinyDecoder decoder = new TinyDecoder(layers(weights))) {
      Tensor picture = decoder.decode(vectors.get("in.latent"));
      differences.add("image", picture, vectors.get("out.image"));
    }
    differences.print("TAESD decoder of " + file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"diffusers", "taesd_encoder"})
  @SuppressWarnings("try")
  void the_encoder_gives_what_diffusers_gives_under_both_kinds_of_names(String file) {
    Differences differences = new Differences(ALLOWED);
    try (TensorScope scope = TensorScope.open();
        Vectors vectors = Vectors.open("networks/taesd/vectors.safetensors");
        Vectors weights = Vectors.open("networks/taesd/" + file + ".safetensors");
        TinyEncoder encoder = new TinyEncoder(layers(weights))) {
      Tensor latents = encoder.encode(vectors.get("in.image"));
      differences.add("latent", latents, vectors.get("out.latent"));
    }
    differences.print("TAESD encoder of " + file);
  }

  private static Layers layers(Vectors vectors) {
    return new Layers(new FileWeights(vectors.file()), Precision.FP32);
  }

  private record FileWeights(SafetensorsFile file) implements Weights {
    @Override
    public Tensor get(String name, long... shape) {
      if (!Arrays.equals(file.shape(name), shape)) {
        throw new TensorFault(name + " has another shape");
      }
      return file.get(name).load();
    }

    @Override
    public boolean has(String name) {
      return file.names().contains(name);
    }

    @Override
    public long[] shape(String name) {
      return file.shape(name);
    }
  }
}
