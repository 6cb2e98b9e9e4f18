package uncrop.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hashes and values of torch 2.10 on x86-64 with AVX2 or AVX-512. */
class RandomStreamTest {
  @Test
  void the_noise_of_a_seed_is_torchs_bit_for_bit() {
    try (TensorScope scope = TensorScope.open()) {
      assertThat(hash(0, 1, 4, 64, 64)).isEqualTo(0xdf763936577cac18L);
      assertThat(hash(42, 1, 4, 64, 64)).isEqualTo(0xa6f589a085841b88L);
      assertThat(hash(0, 1, 4, 128, 128)).isEqualTo(0x17259a042c281ef1L);
      assertThat(scope.size()).isPositive();
    }
  }

  @Test
  void only_the_low_32_bits_of_a_seed_count() {
    assertThat(hash(7L + (1L << 32), 1, 4, 8, 8)).isEqualTo(hash(7, 1, 4, 8, 8));
  }

  @Test
  void one_stream_goes_on_where_the_last_draw_ended() {
    try (RandomStream whole = RandomStream.seeded(5);
        RandomStream parts = RandomStream.seeded(5)) {
      float[] both = whole.normal(DType.FP32, 2, 4, 8, 8).toFloats();
      List<Tensor> halves =
          List.of(parts.normal(DType.FP32, 1, 4, 8, 8), parts.normal(DType.FP32, 1, 4, 8, 8));
      assertThat(Tensor.cat(0, halves).toFloats()).containsExactly(both);
    }
  }

  /** FNV-1a over the little-endian bytes. */
  private static long hash(long seed, long... shape) {
    try (RandomStream stream = RandomStream.seeded(seed)) {
      MemorySegment bytes = stream.normal(DType.FP32, shape).segment();
      long hash = 0xcbf29ce484222325L;
      for (long i = 0; i < bytes.byteSize(); i++) {
        hash = (hash ^ (bytes.get(ValueLayout.JAVA_BYTE, i) & 0xff)) * 0x100000001b3L;
      }
      return hash;
    }
  }
}
