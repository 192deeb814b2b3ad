package alike.engine;

import static org.assertj.core.api.Assertions.assertThat;

import alike.Fork;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class SimdTest {

  private static final String LANES = "alike.engine.VectorLanes";

  /** Says in a JVM of its own what there is. */
  static final class Says {
    private Says() {}

    public static void main(String[] arguments) {
      System.out.println("available " + Simd.available());
      System.out.println("loaded " + Simd.load(IntSupplier.class, LANES).isPresent());
    }
  }

  @Test
  void classes_on_the_vector_api_are_there_where_the_jvm_has_its_module() {
    assertThat(Simd.available()).isTrue();
    assertThat(Simd.load(IntSupplier.class, LANES).orElseThrow().getAsInt()).isIn(2, 4, 8, 16);
  }

  @Test
  void a_jvm_that_was_started_plainly_goes_without_them() {
    var said = Fork.of(Says.class).run();

    assertThat(said.value("available")).isEqualTo("false");
    assertThat(said.value("loaded")).isEqualTo("false");
  }
}
