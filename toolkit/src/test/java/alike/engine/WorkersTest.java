package alike.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void every_task_is_done_once() {
    for (int threads : new int[] {1, 2, 5}) {
      var done = new AtomicIntegerArray(1000);
      var workers = new AtomicInteger();

      Workers.each(
          1000,
          threads,
          () -> {
            workers.incrementAndGet();
            return done::incrementAndGet;
          });

      for (int i = 0; i < 1000; i++) {
        assertThat(done.get(i)).isEqualTo(1);
      }
      assertThat(workers.get()).isEqualTo(threads);
    }
  }

  @Test
  void no_tasks_are_done_at_once() {
    Workers.each(0, () -> task -> assertThat(task).isNegative());
  }

  @Test
  void a_failure_on_any_thread_reaches_the_caller() {
    for (int wrong : new int[] {0, 57, 99}) {
      assertThatThrownBy(
              () ->
                  Workers.each(
                      100,
                      3,
                      () ->
                          task -> {
                            if (task == wrong) {
                              throw new IllegalStateException("task " + task);
                            }
                          }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("task " + wrong);
    }
  }

  @Test
  void an_interrupt_waits_until_the_tasks_are_done_and_stays() {
    var done = new AtomicInteger();
    Thread.currentThread().interrupt();

    Workers.each(50, 3, () -> task -> done.incrementAndGet());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(done.get()).isEqualTo(50);
  }
}
