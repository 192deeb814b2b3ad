package alike.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.djl.ndarray.types.Shape;
import alike.Fork;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EnginesTest {

  @OnBothEngines
  void what_is_made_after_use_lives_on_the_chosen_engine(Backend backend) {
    Engines.use(" " + backend.name().toUpperCase(Locale.ROOT));

    assertThat(Engines.current()).isSameAs(backend);
    try (var manager = Engines.current().open();
        var array = manager.ones(new Shape(2))) {
      assertThat(Engines.of(array)).isSameAs(backend);
    }
  }

  @Test
  void an_unknown_engine_is_refused_with_the_names_of_the_known() {
    var before = Engines.current();

    assertThatThrownBy(() -> Engines.use("TensorFlow"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("\"TensorFlow\"", "MXNet", "PyTorch");
    assertThat(Engines.current()).isSameAs(before);
  }

  @Test
  void both_engines_work_side_by_side() {
    try (var one = Engines.backend("MXNet").open();
        var other = Engines.backend("PyTorch").open()) {
      float[] here = one.arange(4f).square().toFloatArray();
      float[] there = other.arange(4f).square().toFloatArray();

      assertThat(here).containsExactly(there);
    }
  }

  @OnBothEngines
  void without_a_gpu_the_message_says_what_runs_and_what_to_do(Backend backend) {
    assumeFalse(backend.device().isGpu(), "there is a GPU");
    Engines.use(backend.name());

    assertThatThrownBy(Engines::gpu)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("No GPU", backend.name(), "on CPU", "environment/gpu");
  }

  @OnBothEngines
  void an_engine_describes_itself_in_one_line(Backend backend) {
    Engines.use(backend.name());

    assertThat(Engines.describe())
        .startsWith(backend.name() + " " + backend.version())
        .containsPattern(" on (CPU|GPU \\d+), \\d+ threads$");
  }

  @Test
  void without_a_choice_and_without_a_gpu_it_is_mxnet() {
    assumeFalse(Engines.backend("PyTorch").device().isGpu(), "there is a GPU");

    assertThat(Fork.of(EngineReport.class).run().value("engine")).isEqualTo("MXNet");
  }

  @Test
  void the_environment_chooses_the_engine_and_its_threads() {
    var ended =
        Fork.of(EngineReport.class)
            .variable("ALIKE_ENGINE", "pytorch")
            .variable("OMP_NUM_THREADS", "1")
            .run();

    assertThat(ended.value("engine")).isEqualTo("PyTorch");
    assertThat(ended.value("OMP_NUM_THREADS")).isEqualTo("1");
    assertThat(ended.value("threads")).as("of libtorch itself").isEqualTo("1");
    assertThat(ended.value("described")).endsWith(", 1 threads");
    assertThat(ended.value("OMP_WAIT_POLICY")).isEqualTo("PASSIVE");
    assertThat(ended.value("weight")).isEqualTo("2.0");
  }

  @Test
  void use_outranks_the_environment_and_so_does_alike_threads_the_one_of_openmp() {
    var ended =
        Fork.of(EngineReport.class)
            .variable("ALIKE_ENGINE", "PyTorch")
            .variable("OMP_WAIT_POLICY", "ACTIVE")
            .variable("OMP_NUM_THREADS", "2")
            .variable("ALIKE_THREADS", "1")
            .run("MXNet");

    assertThat(ended.value("engine")).isEqualTo("MXNet");
    assertThat(ended.value("OMP_NUM_THREADS")).isEqualTo("1");
    assertThat(ended.value("described")).endsWith(", 1 threads");
    assertThat(ended.value("OMP_WAIT_POLICY")).as("the user's own").isEqualTo("ACTIVE");
    assertThat(ended.value("weight")).isEqualTo("2.0");
    assertThat(ended.value("torch")).as("the other engine stays unloaded").isEqualTo("none");
  }

  @Test
  void a_wrong_name_in_the_environment_is_told() {
    var ended = Fork.of(EngineReport.class).variable("ALIKE_ENGINE", "Torch").run();

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).contains("Unknown engine \"Torch\"", "ALIKE_ENGINE");
  }

  @Test
  void an_engine_without_its_library_is_an_error_that_names_the_remedy() {
    var ended =
        Fork.of(EngineReport.class)
            .variable("DJL_OFFLINE", "true")
            .without("pytorch-native")
            .without("pytorch-jni")
            .options("-DDJL_CACHE_DIR=" + System.getProperty("java.io.tmpdir") + "/no-engine")
            .run("PyTorch");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output())
        .contains("The engine PyTorch could not be loaded", "PYTORCH_LIBRARY_PATH");
  }

  @Test
  void a_number_of_threads_that_is_none_is_refused_by_name() {
    var ended = Fork.of(EngineReport.class).variable("ALIKE_THREADS", "two").run("MXNet");

    assertThat(ended.status()).isNotZero();
    assertThat(ended.output()).contains("ALIKE_THREADS is \"two\"", "from 1 to 9999");
  }
}
