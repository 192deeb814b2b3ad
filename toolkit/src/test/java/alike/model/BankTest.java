package alike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.OnBothEngines;
import java.util.Arrays;

class BankTest {

  private static void push(Bank bank, Backend backend, int... firsts) {
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var rows = new float[firsts.length * 2];
      for (int i = 0; i < firsts.length; i++) {
        rows[2 * i] = firsts[i];
        rows[2 * i + 1] = -firsts[i];
      }
      bank.hold(manager.create(rows, new Shape(firsts.length, 2)));
    }
    bank.push();
  }

  private static float[] firsts(Bank bank) {
    float[] rows = bank.rows().toFloatArray();
    var firsts = new float[bank.size()];
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = rows[2 * i];
    }
    return firsts;
  }

  @OnBothEngines
  void starts_with_random_directions_that_the_seed_decides(Backend backend) {
    try (var bank = Bank.random(7, 3, backend, 1);
        var again = Bank.random(7, 3, backend, 1);
        var other = Bank.random(7, 3, backend, 2)) {
      float[] rows = bank.rows().toFloatArray();

      for (int row = 0; row < 7; row++) {
        double square = 0;
        for (int i = 0; i < 3; i++) {
          square += Math.pow(rows[3 * row + i], 2);
        }
        assertThat(square).isCloseTo(1, within(1e-6));
      }
      assertThat(again.rows().toFloatArray()).containsExactly(rows);
      assertThat(other.rows().toFloatArray()).isNotEqualTo(rows);
      assertThat(bank.filled()).isZero();
    }
  }

  @OnBothEngines
  void new_rows_take_the_places_of_the_oldest_and_go_on_at_the_front(Backend backend) {
    try (var bank = Bank.random(5, 2, backend, 1)) {
      float[] start = firsts(bank);
      push(bank, backend, 1, 2, 3);
      assertThat(firsts(bank)).containsExactly(1, 2, 3, start[3], start[4]);
      assertThat(bank.position()).isEqualTo(3);
      assertThat(bank.filled()).isEqualTo(3);

      push(bank, backend, 4, 5, 6);
      assertThat(firsts(bank)).containsExactly(6, 2, 3, 4, 5);
      assertThat(bank.position()).isEqualTo(1);
      assertThat(bank.filled()).isEqualTo(5);

      push(bank, backend, 7, 8, 9, 10, 11);
      assertThat(firsts(bank)).containsExactly(11, 7, 8, 9, 10);
      assertThat(bank.rows().toFloatArray()[1]).isEqualTo(-11);
    }
  }

  @OnBothEngines
  void held_rows_are_not_in_the_queue_until_they_are_pushed(Backend backend) {
    try (var bank = Bank.random(4, 2, backend, 1);
        var manager = backend.open()) {
      float[] start = bank.rows().toFloatArray();
      var rows = manager.create(new float[] {5, 6}, new Shape(1, 2));
      bank.hold(rows);
      boolean unused =
          backend.evaluating(
              () -> {
                rows.set(new float[] {0, 0}); // a copy is held
                return true;
              });

      assertThat(bank.rows().toFloatArray()).containsExactly(start);
      bank.push();
      assertThat(Arrays.copyOf(bank.rows().toFloatArray(), 2)).containsExactly(5, 6);
    }
  }

  @OnBothEngines
  void goes_on_where_it_was_saved(Backend backend) {
    try (var bank = Bank.random(5, 2, backend, 1);
        var other = Bank.random(5, 2, backend, 2);
        var state = State.on(backend)) {
      push(bank, backend, 1, 2, 3);
      bank.save(state);
      other.load(state);
      push(bank, backend, 4, 5, 6);
      push(other, backend, 4, 5, 6);

      assertThat(other.rows().toFloatArray()).containsExactly(bank.rows().toFloatArray());
      assertThat(other.position()).isEqualTo(1);
    }
  }

  @OnBothEngines
  void rows_that_do_not_fit_are_refused(Backend backend) {
    try (var bank = Bank.random(3, 2, backend, 1);
        var manager = backend.open()) {
      assertThatThrownBy(() -> bank.hold(manager.ones(new Shape(4, 2))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("(3, 2)", "at most 3", "(4, 2)");
      assertThatThrownBy(() -> bank.hold(manager.ones(new Shape(2, 3))))
          .hasMessageContaining("(2, 3)");
      assertThatThrownBy(() -> Bank.random(0, 2, backend, 1)).hasMessageContaining("size");
    }
  }

  @OnBothEngines
  void nothing_is_left_of_a_closed_queue(Backend backend) {
    int before = Census.of(backend);
    try (var bank = Bank.random(5, 2, backend, 1)) {
      push(bank, backend, 1, 2, 3);
      int during = Census.of(backend);
      push(bank, backend, 1, 2, 3);
      assertThat(Census.of(backend)).isEqualTo(during).isEqualTo(before + 1);
    }
    assertThat(Census.of(backend)).isEqualTo(before);
  }
}
