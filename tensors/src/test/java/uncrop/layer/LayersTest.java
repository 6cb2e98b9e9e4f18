package uncrop.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uncrop.tensor.DType;
import uncrop.tensor.RandomStream;
import uncrop.tensor.Tensor;
import uncrop.tensor.TensorFault;
import uncrop.tensor.TensorScope;

/** Every layer against libtorch's own plain operation in FP32. */
class LayersTest {
  private final TensorScope scope = TensorScope.open();
  private final RandomStream noise = RandomStream.seeded(11);
  private final Map<String, Tensor> stored = new HashMap<>();

  @BeforeEach
  void reseed() {
    stored.clear();
  }

  @AfterEach
  void free() {
    noise.close();
    scope.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16"})
  void a_convolution_is_torchs_at_any_size_stride_and_kernel(Precision precision) {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 12; round++) {
      int in = random.nextInt(1, 70);
      int out = random.nextInt(1, 70);
      int kernel = random.nextBoolean() ? 3 : 1;
      int stride = random.nextInt(1, 3);
      Tensor x = noise.normal(DType.FP32, 2, in, random.nextInt(3, 40), random.nextInt(3, 40));
      Tensor weight = store("c.weight", out, in, kernel, kernel);
      Tensor bias = store("c.bias", out);
      try (Layers layers = layers(precision)) {
        Convolution layer = layers.conv("c", in, out, kernel, stride, kernel / 2);
        Tensor input = x.to(precision.activations()).channelsLast();
        Tensor wanted = x.conv2d(weight, bias, stride, kernel / 2);
        assertNear(layer.apply(input), wanted, precision, "seed 5, round " + round);
        Tensor sum = noise.normal(DType.FP32, wanted.shape());
        Tensor used = sum.copy().to(precision.activations()).channelsLast();
        assertNear(layer.addTo(used, input), wanted.plus(sum), precision, "sum, round " + round);
      }
    }
  }

  /** From so many pixels on, FP32 convolutions go the way of Winograd. */
  @Test
  void a_convolution_of_a_large_picture_differs_by_a_few_roundings() {
    for (long[] size : new long[][] {{1, 96, 88}, {2, 64, 64}, {1, 4, 2048}, {1, 96, 512}}) {
      Tensor x = noise.normal(DType.FP32, size[0], 70, size[1], size[2]).channelsLast();
      Tensor weight = store("w.weight", 66, 70, 3, 3);
      Tensor bias = store("w.bias", 66);
      try (Layers layers = layers(Precision.FP32)) {
        Convolution layer = layers.conv("w", 70, 66, 3, 1, 1);
        Tensor wanted = x.conv2d(weight, bias, 1, 1);
        double largest = wanted.abs().max().item();
        Tensor sum = noise.normal(DType.FP32, wanted.shape()).channelsLast();
        double off = layer.apply(x).minus(wanted).abs().max().item();
        double offSum = layer.addTo(sum.copy(), x).minus(wanted.plus(sum)).abs().max().item();
        // No difference at all would mean that it was not Winograd's.
        assertThat(off / largest).as("%d x %d", size[2], size[1]).isBetween(1e-9, 3e-5);
        assertThat(offSum / largest).as("sum, %d x %d", size[2], size[1]).isLessThan(3e-5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16"})
  void a_linear_layer_takes_views_and_any_number_of_rows(Precision precision) {
    Tensor weight = store("l.weight", 48, 20);
    Tensor bias = store("l.bias", 48);
    try (Layers layers = layers(precision)) {
      Linear layer = layers.linear("l", 20, 48, true);
      for (long rows : new long[] {1, 2, 7, 77, 1000}) {
        Tensor wide = noise.normal(DType.FP32, 2, rows, 60);
        for (Tensor x :
            new Tensor[] {wide.narrow(-1, 20, 20), wide.narrow(-1, 0, 20).contiguous()}) {
          Tensor wanted = x.linear(weight, bias);
          assertNear(layer.apply(as(precision, x)), wanted, precision, rows + " rows");
          Tensor sum = noise.normal(DType.FP32, 2, rows, 48);
          Tensor used = sum.copy().to(precision.activations());
          assertNear(layer.addTo(used, as(precision, x)), wanted.plus(sum), precision, "sum");
        }
      }
      Tensor turned = noise.normal(DType.FP32, 1, 20, 9).transpose(1, 2);
      assertNear(
          layer.apply(as(precision, turned)), turned.linear(weight, bias), precision, "turned");
    }
  }

  /** A conversion would make the view dense; so the whole is converted, and viewed again. */
  private static Tensor as(Precision precision, Tensor x) {
    return x.to(precision.activations());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void attention_is_torchs_for_one_token_and_for_thousands(int heads) {
    int width = 40 * heads;
    for (long[] lengths : new long[][] {{1, 1}, {64, 77}, {1023, 77}, {1500, 1500}}) {
      Tensor joined = noise.normal(DType.FP32, 2, Math.max(lengths[0], lengths[1]), 3 * width);
      Tensor q = joined.narrow(-1, 0, width).narrow(1, 0, lengths[0]);
      Tensor k = joined.narrow(-1, width, width).narrow(1, 0, lengths[1]);
      Tensor v = joined.narrow(-1, 2L * width, width).narrow(1, 0, lengths[1]);
      Tensor none = Tensor.zeros(DType.FP32, lengths[0], lengths[1]);
      Attention tiled = new Attention(heads, Kernels.ONEDNN);
      Attention libtorchs = new Attention(heads, Kernels.LIBTORCH);
      Tensor wanted = tiled.attend(q, k, v, none);
      assertNear(tiled.attend(q, k, v), wanted, Precision.FP32, lengths[0] + " tokens");
      assertNear(libtorchs.attend(q, k, v), wanted, Precision.FP32, lengths[0] + " tokens");
      assertNear(libtorchs.attend(q, k, v, none), wanted, Precision.FP32, "masked");
      assertNear(
          tiled.attend(q.to(DType.BF16), k.to(DType.BF16), v.to(DType.BF16)),
          wanted,
          Precision.BF16,
          lengths[0] + " tokens");
    }
  }

  @Test
  void joined_layers_stand_side_by_side() {
    Tensor a = store("a.weight", 8, 5);
    Tensor b = store("b.weight", 8, 5);
    Tensor x = noise.normal(DType.FP32, 3, 5);
    try (Layers layers = layers(Precision.FP32)) {
      Tensor both = layers.joined(5, 8, "a", "b").apply(x);
      assertNear(
          both, Tensor.cat(-1, x.linear(a, null), x.linear(b, null)), Precision.FP32, "a beside b");
    }
  }

  @Test
  void a_gated_gelu_multiplies_the_first_half_by_the_gelu_of_the_second() {
    Tensor weight = store("g.weight", 24, 6);
    Tensor bias = store("g.bias", 24);
    Tensor x = noise.normal(DType.FP32, 2, 10, 6);
    try (Layers layers = layers(Precision.FP32)) {
      Tensor both = x.linear(weight, bias);
      Tensor wanted = both.narrow(-1, 0, 12).times(both.narrow(-1, 12, 12).gelu());
      assertNear(layers.gatedGelu("g", 6, 12).apply(x), wanted, Precision.FP32, "gated");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16"})
  void a_group_norm_is_the_textbooks_also_where_a_group_hardly_varies(Precision precision) {
    store("n.weight", 64);
    store("n.bias", 64);
    Tensor x = noise.normal(DType.FP32, 2, 64, 9, 7);
    try (Layers layers = layers(precision)) {
      GroupNorm layer = layers.groupNorm("n", 32, 64, 1e-5);
      Tensor weight = stored("n.weight");
      Tensor bias = stored("n.bias");
      assertNear(
          layer.apply(x.to(precision.activations())),
          x.groupNorm(32, weight, bias, 1e-5),
          precision,
          "norm");
      assertNear(
          layer.applySilu(x.to(precision.activations()).channelsLast()),
          x.groupNorm(32, weight, bias, 1e-5).silu(),
          precision,
          "norm and silu");
      if (precision == Precision.FP32) {
        Tensor high = x.times(1e-3).plus(30);
        double off =
            layer
                .apply(high)
                .minus(
                    high.to(DType.FP64)
                        .groupNorm(32, weight.to(DType.FP64), bias.to(DType.FP64), 1e-5))
                .abs()
                .max()
                .item();
        assertThat(off).isLessThan(3e-3);
      }
    }
  }

  @Test
  void eight_bits_are_near_enough_and_spare_the_narrow_layers() {
    Tensor weight = store("l.weight", 64, 96);
    Tensor bias = store("l.bias", 64);
    Tensor kernel = store("c.weight", 32, 48, 3, 3);
    Tensor narrow = store("n.weight", 4, 48, 3, 3);
    Tensor x = noise.normal(DType.FP32, 2, 30, 96);
    Tensor picture = noise.normal(DType.FP32, 2, 48, 9, 12).channelsLast();
    Tensor zeros = Tensor.zeros(DType.FP32, 2, 30, 96);
    try (Layers layers = layers(Precision.INT8)) {
      Linear linear = layers.linear("l", 96, 64, true);
      assertNear(linear.apply(x), x.linear(weight, bias), Precision.BF16, "linear");
      assertNear(linear.apply(zeros), zeros.linear(weight, bias), Precision.FP32, "of zeros");
      Tensor sum = noise.normal(DType.FP32, 2, 30, 64);
      assertNear(
          linear.addTo(sum.copy(), x), x.linear(weight, bias).plus(sum), Precision.BF16, "sum");
      assertNear(
          layers.conv("c", 48, 32, 3, 1, 1).apply(picture),
          picture.conv2d(kernel, null, 1, 1),
          Precision.BF16,
          "convolution");
      assertNear(
          layers.conv("n", 48, 4, 3, 1, 1).apply(picture),
          picture.conv2d(narrow, null, 1, 1),
          Precision.FP32,
          "the narrow one keeps all digits");
    }
  }

  @Test
  void a_wrong_width_is_a_fault_not_a_crash() {
    store("l.weight", 4, 5);
    store("c.weight", 4, 5, 3, 3);
    try (Layers layers = layers(Precision.FP32)) {
      Linear linear = layers.linear("l", 5, 4, false);
      Convolution conv = layers.conv("c", 5, 4, 3, 1, 1);
      assertThatThrownBy(() -> linear.apply(Tensor.zeros(DType.FP32, 3, 6)))
          .isInstanceOf(TensorFault.class)
          .hasMessageContaining("from 5 to 4");
      assertThatThrownBy(() -> conv.apply(Tensor.zeros(DType.FP32, 1, 6, 8, 8)))
          .isInstanceOf(TensorFault.class)
          .hasMessageContaining("from 5 to 4 channels");
    }
  }

  private Layers layers(Precision precision) {
    return new Layers(
        new Weights() {
          @Override
          public Tensor get(String name, long... shape) {
            assertThat(shape).isEqualTo(shape(name));
            return stored(name);
          }

          @Override
          public boolean has(String name) {
            return stored.containsKey(name);
          }

          @Override
          public long[] shape(String name) {
            return Objects.requireNonNull(stored.get(name), name).shape();
          }
        },
        precision);
  }

  private Tensor stored(String name) {
    return Objects.requireNonNull(stored.get(name), name).copy();
  }

  private Tensor store(String name, long... shape) {
    Tensor tensor = noise.normal(DType.FP32, shape).times(0.3);
    stored.put(name, tensor);
    return tensor;
  }

  private static void assertNear(Tensor actual, Tensor wanted, Precision precision, String what) {
    assertThat(actual.shape()).as(what).isEqualTo(wanted.shape());
    double largest = wanted.abs().max().item();
    double off = actual.to(DType.FP32).minus(wanted).abs().max().item();
    assertThat(off / largest)
        .as("%s: relative difference", what)
        .isLessThan(precision == Precision.BF16 ? 3e-2 : 5e-6);
  }
}
