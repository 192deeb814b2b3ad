package alike.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunnerTest {
  private final AtomicBoolean pulled = new AtomicBoolean();
  private final Runner runner = new Runner(new Flag(), Duration.ofMillis(100));

  /** Stands for the woven checks: code of the tests looks at it. */
  private final class Flag implements Brake {
    @Override
    public void pull(Thread thread) {
      pulled.set(true);
    }

    @Override
    public void release() {
      pulled.set(false);
    }
  }

  @BeforeEach
  void begin() {
    runner.begin(() -> {});
  }

  @Test
  void runs_all_code_on_one_thread() throws Exception {
    var first = runner.call(Thread::currentThread, 0);
    var second = runner.call(Thread::currentThread, 0);

    assertThat(second).isSameAs(first).isNotSameAs(Thread.currentThread());
  }

  @Test
  void runs_code_of_code_where_it_is() throws Exception {
    assertThat(runner.call(() -> runner.call(() -> 42, 0), 0)).isEqualTo(42);
  }

  @Test
  void hands_on_what_the_code_throws() {
    assertThatThrownBy(
            () ->
                runner.call(
                    () -> {
                      throw new StackOverflowError("meant");
                    },
                    0))
        .isInstanceOf(StackOverflowError.class)
        .hasMessage("meant");
  }

  @Test
  void lets_code_that_looks_end_by_itself() throws Exception {
    var result =
        runner.call(
            () -> {
              runner.interrupt();
              while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
              }
              return "so far";
            },
            0);

    assertThat(result).isEqualTo("so far");
    assertThat(runner.stopped()).isFalse();
  }

  @Test
  void pulls_the_brake_after_the_grace_period() throws Exception {
    runner.call(
        () -> {
          runner.interrupt();
          return spin();
        },
        0);

    assertThat(runner.stopped()).isTrue();
  }

  @Test
  void interrupts_the_next_snippet_when_asked_between_two() {
    runner.interrupt();

    assertThatThrownBy(
            () ->
                runner.call(
                    () -> {
                      new CountDownLatch(1).await();
                      return true;
                    },
                    0))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void starts_no_snippet_of_a_cell_that_was_stopped() {
    runner.interrupt();
    runner.interrupt();

    assertThatThrownBy(() -> runner.call(() -> 1, 0)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void interrupts_nothing_after_the_cell() throws Exception {
    runner.interrupt();
    runner.end();
    runner.begin(() -> {});

    assertThat(runner.call(() -> Thread.currentThread().isInterrupted(), 0)).isFalse();
  }

  @Test
  void says_that_the_time_is_over_when_the_code_has_ended() {
    assertThatThrownBy(() -> runner.call(this::spin, 1)).isInstanceOf(TimeoutException.class);

    assertThat(runner.stopped()).isTrue();
  }

  private boolean spin() {
    while (!pulled.get()) {
      Thread.onSpinWait();
    }
    return true;
  }
}
