package alike.engine;

import static org.assertj.core.api.Assertions.assertThat;

import alike.Fork;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * PyTorch from a Python environment, which is how it comes to GPUs. {@code ALIKE_TORCH} names the
 * folder with libtorch, {@code …/site-packages/torch/lib} of torch 2.7.1.
 */
@EnabledIfEnvironmentVariable(
    named = "ALIKE_TORCH",
    matches = ".+",
    disabledReason = "ALIKE_TORCH does not name the libtorch of an installed torch 2.7.1")
class PipTorchTest {

  private final Path libraries = Path.of(String.valueOf(System.getenv("ALIKE_TORCH")));

  private Fork.Ended ended() {
    var packages = libraries.resolve("../..").normalize();
    return Fork.of(EngineReport.class)
        .without("pytorch-native")
        .variable("PYTORCH_LIBRARY_PATH", libraries.toString())
        .variable("PYTORCH_VERSION", "2.7.1")
        .variable("PYTORCH_FLAVOR", "cpu")
        .options("-Djna.library.path=" + packages.resolve("nvidia/cuda_runtime/lib"))
        .run("PyTorch");
  }

  @Test
  void trains_a_step_with_that_library_and_tells_whether_it_reaches_a_gpu() {
    var ended = ended();

    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.value("engine")).isEqualTo("PyTorch");
    assertThat(ended.value("version")).isEqualTo("2.7.1");
    assertThat(ended.value("torch")).isEqualTo(libraries.resolve("libtorch_cpu.so").toString());
    assertThat(ended.value("weight")).isEqualTo("2.0");
    assertThat(ended.value("gpu")).matches("gpu\\(0\\)|No GPU: .* PyTorch 2\\.7\\.1 on CPU.*");
  }
}
