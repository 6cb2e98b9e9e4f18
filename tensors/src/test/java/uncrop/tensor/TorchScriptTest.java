package uncrop.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchScriptTest {
  @TempDir private Path folder;

  @Test
  void what_it_gives_belongs_to_the_scope_of_the_caller() {
    Tensor given;
    try (TorchScript script = script("return a * 2 + b");
        TensorScope scope = TensorScope.open()) {
      assertThat(script.inputs()).isEqualTo(2);
      given = script.forward(Tensor.of(new float[] {1, 2}), Tensor.of(new float[] {10, 20}));
      assertThat(given.toFloats()).containsExactly(12, 24);
      assertThat(scope.size()).isEqualTo(3);
    }
    assertThat(given).hasToString("closed tensor");
  }

  @Test
  void an_input_that_it_gives_back_outlives_the_call_and_the_script() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor input = Tensor.of(new float[] {1, 2});
      Tensor given;
      try (TorchScript script = script("return a")) {
        given = script.forward(input, input);
      }
      input.close();
      assertThat(given.toFloats()).containsExactly(1, 2);
      assertThat(scope.size()).isEqualTo(1);
    }
  }

  @Test
  void faults_are_one_line_and_name_the_file() {
    try (TensorScope _ = TensorScope.open();
        TorchScript script = script("assert a.size(0) > 5, 'too short'\n    return a");
        TorchScript several = script("return a, b")) {
      Tensor input = Tensor.of(new float[] {1, 2});
      assertThatThrownBy(() -> script.forward(input, input))
          .isInstanceOf(TensorFault.class)
          .hasMessageContaining("net.pt: ")
          .hasMessageContaining("too short")
          .hasMessageNotContaining("\n");
      assertThatThrownBy(() -> script.forward(input)).isInstanceOf(TensorFault.class);
      assertThatThrownBy(() -> several.forward(input, input))
          .hasMessageEndingWith("gives something else than a tensor");
    }
  }

  private TorchScript script(String body) {
    Path file = folder.resolve("net.pt");
    Libtorch.load();
    try (QualifiedName name = new QualifiedName("Net");
        JitModule module = new JitModule(name)) {
      module.define(
          body.equals("return a, b")
              ? "def forward(self, a: Tensor, b: Tensor):\n    return a, b\n"
              : "def forward(self, a: Tensor, b: Tensor) -> Tensor:\n    " + body + "\n");
      module.save(file.toString());
    }
    return TorchScript.open(file, Device.CPU);
  }
}
