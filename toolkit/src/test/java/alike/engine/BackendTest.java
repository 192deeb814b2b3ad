package alike.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Supplier;

/** What the other rooms rely on, on both engines. */
class BackendTest {

  private static NDArray leaf(NDManager manager, float... values) {
    NDArray leaf = manager.create(values);
    leaf.setRequiresGradient(true);
    return leaf;
  }

  private static float[] gradient(Backend backend, NDArray leaf, Supplier<NDArray> loss) {
    try (var tape = backend.record()) {
      tape.backward(loss.get());
    }
    try (var gradient = leaf.getGradient()) {
      return gradient.toFloatArray();
    }
  }

  @OnBothEngines
  void the_gradient_is_the_formula(Backend backend) {
    try (var manager = backend.open()) {
      NDArray x = leaf(manager, -2, 0, 3);

      float[] gradient = gradient(backend, x, () -> x.pow(3).sum());

      assertThat(gradient).containsExactly(12, 0, 27);
    }
  }

  @OnBothEngines
  void a_second_step_has_its_own_gradient_alone(Backend backend) {
    try (var manager = backend.open()) {
      NDArray x = leaf(manager, -2, 0, 3);
      float[] first = gradient(backend, x, () -> x.square().sum());

      backend.clearGradients(List.of(x));
      float[] second = gradient(backend, x, () -> x.mul(5).sum());

      assertThat(first).containsExactly(-4, 0, 6);
      assertThat(second).containsExactly(5, 5, 5);
    }
  }

  @OnBothEngines
  void without_clearing_pytorch_adds_and_mxnet_overwrites(Backend backend) {
    try (var manager = backend.open()) {
      NDArray x = leaf(manager, 1);
      float[] unused = gradient(backend, x, () -> x.mul(2).sum());

      float[] second = gradient(backend, x, () -> x.mul(5).sum());

      assertThat(second).containsExactly(backend.name().equals("PyTorch") ? 7 : 5);
      assertThat(unused).containsExactly(2);
    }
  }

  @OnBothEngines
  void an_array_that_took_no_part_has_gradient_zero(Backend backend) {
    try (var manager = backend.open()) {
      NDArray x = leaf(manager, 1);
      NDArray other = leaf(manager, 4, 5);
      float[] unused = gradient(backend, x, () -> x.mul(2).sum());

      assertThat(other.getGradient().toFloatArray()).containsExactly(0, 0);
      assertThat(unused).containsExactly(2);
    }
  }

  @OnBothEngines
  void what_is_evaluated_within_a_tape_is_a_constant_to_it(Backend backend) {
    try (var manager = backend.open()) {
      NDArray x = leaf(manager, 2, 3);

      float[] gradient =
          gradient(backend, x, () -> x.mul(backend.evaluating(x::square)).sum()); // not x³

      assertThat(gradient).containsExactly(4, 9);
    }
  }

  @OnBothEngines
  void what_a_teacher_computes_within_a_tape_is_a_constant_to_it(Backend backend) {
    try (var manager = backend.open()) {
      NDArray x = leaf(manager, 2, 3);

      float[] gradient = gradient(backend, x, () -> x.mul(backend.teaching(x::square)).sum());

      assertThat(gradient).containsExactly(4, 9);
    }
  }

  @OnBothEngines
  void an_exception_in_evaluation_leaves_the_tape_recording(Backend backend) {
    try (var manager = backend.open()) {
      NDArray x = leaf(manager, 2, 3);

      float[] gradient =
          gradient(
              backend,
              x,
              () -> {
                failsIn(() -> backend.evaluating(BackendTest::broken));
                failsIn(() -> backend.teaching(BackendTest::broken));
                return x.square().sum();
              });

      assertThat(gradient).containsExactly(4, 6);
    }
  }

  @OnBothEngines
  void an_exception_in_evaluation_leaves_no_tape_behind(Backend backend) {
    try (var manager = backend.open()) {
      NDArray x = leaf(manager, 2);

      failsIn(() -> backend.evaluating(BackendTest::broken));
      failsIn(() -> backend.teaching(BackendTest::broken));

      assertThat(gradient(backend, x, () -> x.square().sum())).containsExactly(4);
    }
  }

  private static NDArray broken() {
    throw new IllegalStateException("broken");
  }

  private static void failsIn(Supplier<NDArray> work) {
    assertThatThrownBy(work::get).hasMessage("broken");
  }

  @OnBothEngines
  void a_tape_that_failed_leaves_the_next_one_free(Backend backend) {
    try (var manager = backend.open()) {
      NDArray x = leaf(manager, 2);

      failsIn(
          () -> {
            try (var tape = backend.record()) {
              tape.backward(broken());
            }
            return x;
          });

      assertThat(gradient(backend, x, () -> x.square().sum())).containsExactly(4);
    }
  }

  @OnBothEngines
  void a_second_tape_at_a_time_is_refused_and_the_first_goes_on(Backend backend) {
    try (var manager = backend.open()) {
      NDArray x = leaf(manager, 2);

      float[] gradient =
          gradient(
              backend,
              x,
              () -> {
                assertThatThrownBy(backend::record).isInstanceOf(IllegalStateException.class);
                return x.square().sum();
              });

      assertThat(gradient).containsExactly(4);
    }
  }

  @OnBothEngines
  void a_leaf_changes_in_place_outside_a_tape_and_stays_a_leaf(Backend backend) {
    try (var manager = backend.open()) {
      NDArray x = leaf(manager, 2, 3);

      NDArray same = backend.evaluating(() -> x.subi(1).muli(2));

      assertThat(same).isSameAs(x);
      assertThat(x.toFloatArray()).containsExactly(2, 4);
      assertThat(gradient(backend, x, () -> x.square().sum())).containsExactly(4, 8);
    }
  }

  @OnBothEngines
  void a_new_thread_evaluates_without_recording(Backend backend) throws InterruptedException {
    try (var manager = backend.open()) {
      NDArray x = leaf(manager, 2, 3);
      var seen = new float[2][];
      var thread =
          new Thread(
              () -> {
                // recorded, PyTorch would refuse to change a leaf
                seen[0] = backend.evaluating(() -> x.addi(1).toFloatArray());
                seen[1] = backend.evaluating(() -> x.square().toFloatArray());
              });

      thread.start();
      thread.join();

      assertThat(seen[0]).containsExactly(3, 4);
      assertThat(seen[1]).containsExactly(9, 16);
      assertThat(gradient(backend, x, () -> x.square().sum())).containsExactly(6, 8);
    }
  }

  @OnBothEngines
  void a_direct_buffer_is_shared_by_pytorch_and_copied_by_mxnet(Backend backend) {
    var bytes = ByteBuffer.allocateDirect(2 * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(new float[] {1, 2});
    try (var manager = backend.open()) {
      NDArray array = manager.create(bytes, new Shape(2), DataType.FLOAT32);
      assertThat(array.toFloatArray()).containsExactly(1, 2);

      bytes.putFloat(0, 9); // so a batch is lent until its step is over

      float expected = backend.name().equals("PyTorch") ? 9 : 1;
      assertThat(array.toFloatArray()).containsExactly(expected, 2);
    }
  }

  @OnBothEngines
  void a_result_belongs_to_the_manager_of_the_left_operand(Backend backend) {
    try (var lasting = backend.open();
        var brief = backend.open()) {
      NDArray parameter = lasting.ones(new Shape(2));
      NDArray input = brief.ones(new Shape(2));

      assertThat(input.mul(parameter).getManager()).isSameAs(brief);
      assertThat(parameter.mul(input).getManager()).isSameAs(lasting);
    }
  }

  @OnBothEngines
  void a_seed_repeats_the_engines_own_streams(Backend backend) {
    try (var manager = backend.open()) {
      backend.seed(7);
      float[] first = manager.randomNormal(new Shape(8)).toFloatArray();
      float[] next = manager.randomNormal(new Shape(8)).toFloatArray();
      backend.seed(7);
      float[] again = manager.randomNormal(new Shape(8)).toFloatArray();

      assertThat(again).containsExactly(first);
      assertThat(next).isNotEqualTo(first);
    }
  }

  @OnBothEngines
  void waiting_leaves_results_readable(Backend backend) {
    try (var manager = backend.open()) {
      NDArray product = manager.ones(new Shape(200, 200)).matMul(manager.ones(new Shape(200, 200)));

      backend.await();

      assertThat(product.get(0, 0).getFloat()).isEqualTo(200);
    }
  }
}
