package uncrop.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void closing_a_scope_frees_all_but_the_kept() {
    Tensor kept;
    Tensor freed;
    try (TensorScope scope = TensorScope.open()) {
      freed = Tensor.zeros(DType.FP32, 2, 3);
      kept = scope.keep(freed.plus(1));
    }
    assertThat(freed).hasToString("closed tensor");
    assertThat(kept.toFloats()).containsExactly(1, 1, 1, 1, 1, 1);
    kept.close();
    kept.close();
  }

  @Test
  void a_tensor_kept_from_an_inner_scope_ends_with_the_outer_one() {
    Tensor kept;
    try (TensorScope outer = TensorScope.open()) {
      try (TensorScope inner = TensorScope.open()) {
        kept = inner.keep(Tensor.full(7, DType.INT64, 1));
      }
      assertThat(kept.item()).isEqualTo(7);
      assertThat(outer.size()).isEqualTo(1);
    }
    assertThat(kept).hasToString("closed tensor");
  }

  @Test
  void a_scope_closes_only_on_its_thread_and_innermost_first() throws InterruptedException {
    try (TensorScope outer = TensorScope.open();
        TensorScope inner = TensorScope.open()) {
      assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class);
      Throwable[] thrown = new Throwable[1];
      Thread other =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  inner.close();
                } catch (IllegalStateException e) {
                  thrown[0] = e;
                }
              });
      other.join();
      assertThat(thrown[0]).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void a_view_keeps_the_memory_of_a_closed_tensor() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor whole = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
      Tensor column = whole.select(1, 1);
      whole.close();
      assertThat(column.toFloats()).containsExactly(2, 4);
      assertThat(scope.size()).isEqualTo(1);
    }
  }

  @Test
  void wrong_shapes_are_one_line() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor a = Tensor.zeros(DType.FP32, 2, 3);
      assertThatThrownBy(() -> a.matmul(a))
          .isInstanceOf(TensorFault.class)
          .hasMessageContaining("mat1 and mat2")
          .hasMessageNotContaining("\n");
      assertThatThrownBy(() -> Tensor.of(new float[5], 2, 3))
          .hasMessage("a tensor of shape [2, 3] has 24 bytes, not 20");
      assertThat(scope.size()).isEqualTo(1);
    }
  }

  @Test
  void more_memory_than_there_is_is_a_fault_that_leaves_the_rest_usable() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor small = Tensor.of(new float[] {3});
      assertThatThrownBy(() -> Tensor.empty(DType.FP32, 1L << 50))
          .isInstanceOf(OutOfTensorMemory.class)
          .hasMessageStartingWith("out of memory: ");
      assertThat(small.times(small).item()).isEqualTo(9);
      assertThat(scope.size()).isEqualTo(2);
    }
  }

  @Test
  void memory_is_flat_over_many_scopes() {
    for (int round = 0; round < 20; round++) {
      useSixtyFourMiB();
    }
    long before = residentBytes();
    for (int round = 0; round < 100; round++) {
      useSixtyFourMiB();
    }
    assertThat(residentBytes() - before).as("bytes, after 6 GB of tensors").isLessThan(1L << 30);
  }

  private static void useSixtyFourMiB() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor one = Tensor.full(1, DType.FP32, 4 << 20);
      Tensor row = one.narrow(0, 0, 65536);
      assertThat(one.plus(2).max().item()).isEqualTo(3);
      assertThat(Tensor.cat(0, one.chunk(2, 0)).size(0)).isEqualTo(4 << 20);
      assertThat(one.reshape(64, 65536).layerNorm(row, row, 1).size(0)).isEqualTo(64);
      assertThat(scope.size()).isPositive();
    }
  }

  private static long residentBytes() {
    try {
      String line =
          java.nio.file.Files.readString(java.nio.file.Path.of("/proc/self/statm")).split(" ")[1];
      return Long.parseLong(line) * 4096;
    } catch (java.io.IOException e) {
      return 0; // Not Linux: nothing to compare with.
    }
  }

  @Test
  void every_dtype_comes_back_as_it_went_in() {
    try (TensorScope scope = TensorScope.open()) {
      for (DType dtype : DType.values()) {
        float[] back = Tensor.of(new float[] {0, 1, 0, 1}, 2, 2).to(dtype).toFloats();
        assertThat(back).as(dtype.name()).containsExactly(0, 1, 0, 1);
      }
      byte[] halves = {0x00, 0x3C, 0x00, (byte) 0xC0};
      assertThat(Tensor.of(MemorySegment.ofArray(halves), DType.FP16, 2).toFloats())
          .containsExactly(1, -2);
      assertThat(scope.size()).isPositive();
    }
  }

  @Test
  void a_transposed_tensor_is_read_in_its_own_order() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor turned = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).transpose(0, 1);
      assertThat(turned.shape()).containsExactly(3, 2);
      assertThat(turned.toFloats()).containsExactly(1, 4, 2, 5, 3, 6);
      assertThat(turned.isContiguous()).isFalse();
      assertThat(turned.contiguous().segment().getAtIndex(ValueLayout.JAVA_FLOAT, 1)).isEqualTo(4);
      assertThat(scope.size()).isPositive();
    }
  }

  @Test
  void a_convolution_with_strides_reads_its_lists_rightly_a_thousand_times() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor x = Tensor.full(1, DType.FP32, 1, 3, 8, 8);
      Tensor weight = Tensor.full(1, DType.FP32, 2, 3, 3, 3);
      for (int i = 0; i < 1000; i++) {
        try (TensorScope each = TensorScope.open()) {
          Tensor y = x.conv2d(weight, null, 2, 1);
          assertThat(y.shape()).containsExactly(1, 2, 4, 4);
          assertThat(y.max().item()).isEqualTo(27);
          assertThat(y.min().item()).isEqualTo(12);
          assertThat(each.size()).isPositive();
        }
      }
      assertThat(scope.size()).isEqualTo(2);
    }
  }

  @Test
  void not_a_number_is_found_and_a_great_sum_is_not_mistaken_for_it() {
    try (TensorScope scope = TensorScope.open()) {
      assertThat(Tensor.of(new float[] {1, Float.NaN}).hasNaN()).isTrue();
      assertThat(Tensor.of(new float[] {1, Float.POSITIVE_INFINITY}).hasNaN()).isTrue();
      assertThat(Tensor.of(new float[] {Float.MAX_VALUE, Float.MAX_VALUE}).hasNaN()).isFalse();
      assertThat(scope.size()).isPositive();
    }
  }
}
