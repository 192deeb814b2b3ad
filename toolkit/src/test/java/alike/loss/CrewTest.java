package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.engine.Engines;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CrewTest {

  private static final long LARGE = 1L << 40; // worth all threads

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "1, 1000000000", "1000, 1", "1000, 1000000000"})
  void every_piece_is_done_once(int pieces, long cost) {
    var done = new AtomicIntegerArray(pieces);

    try (var crew = Crew.gather(cost)) {
      crew.each(pieces, () -> done::incrementAndGet);
      crew.share(pieces, () -> done::incrementAndGet);
    }

    for (int piece = 0; piece < pieces; piece++) {
      assertThat(done.get(piece)).isEqualTo(2); // once a task
    }
  }

  @Test
  void each_thread_has_a_worker_of_its_own() {
    var workers = new AtomicInteger();
    var sum = new AtomicInteger();

    try (var crew = Crew.gather(LARGE)) {
      crew.each(
          500,
          () -> {
            workers.incrementAndGet();
            var own = new int[1]; // would lose counts if it were shared
            return piece -> sum.addAndGet(++own[0] - (own[0] - 1));
          });
    }

    assertThat(sum).hasValue(500);
    assertThat(workers.get()).isPositive();
  }

  @Test
  void what_fails_on_any_thread_reaches_the_caller_with_its_cause() {
    var crew = Crew.gather(LARGE);

    assertThatThrownBy(
            () ->
                crew.each(
                    200,
                    () ->
                        piece -> {
                          if (piece == 57) {
                            throw new ArithmeticException("piece 57");
                          }
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("piece 57")
        .hasCauseInstanceOf(ArithmeticException.class);
    crew.close();
  }

  @Test
  void one_task_after_another_is_done_whether_helpers_are_still_there_or_have_left()
      throws InterruptedException {
    var sum = new AtomicInteger();
    try (var crew = Crew.gather(LARGE)) {
      for (int task = 0; task < 2000; task++) {
        if (task % 500 == 499) {
          Thread.sleep(20); // longer than a helper waits
        }
        int before = sum.get();
        crew.each(task % 7, () -> piece -> sum.incrementAndGet());
        assertThat(sum).hasValue(before + task % 7);
      }
    }
  }

  @Test
  void helpers_are_called_again_after_they_have_left() throws InterruptedException {
    var threads = ConcurrentHashMap.<Thread>newKeySet();
    try (var crew = Crew.gather(LARGE)) {
      for (int attempt = 0; attempt < 100 && threads.size() < 2; attempt++) {
        Thread.sleep(20); // longer than a helper waits
        crew.each(
            200,
            () -> {
              threads.add(Thread.currentThread());
              return piece -> LockSupport.parkNanos(10_000);
            });
      }
    }
    boolean alone = Engines.threads() == 1 || ForkJoinPool.getCommonPoolParallelism() == 0;
    assertThat(threads).hasSizeGreaterThanOrEqualTo(alone ? 1 : 2);
  }

  @Test
  void nobody_waits_for_a_block_whose_pair_failed() {
    var rounds = Rounds.within(12);
    var crew = Crew.gather(LARGE);

    assertThatThrownBy(
            () ->
                crew.each(
                    rounds.size(),
                    () ->
                        pair ->
                            rounds.play(
                                pair,
                                (left, right) -> {
                                  if (left == 2 && right == 5) {
                                    throw new OutOfMemoryError("no more");
                                  }
                                })))
        .isInstanceOf(IllegalStateException.class);
    crew.close();
  }
}
