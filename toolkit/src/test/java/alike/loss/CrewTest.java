package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
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

    Crew.each(pieces, cost, () -> done::incrementAndGet);

    for (int piece = 0; piece < pieces; piece++) {
      assertThat(done.get(piece)).isEqualTo(1);
    }
  }

  @Test
  void each_thread_has_a_worker_of_its_own() {
    var workers = new AtomicInteger();
    var sum = new AtomicInteger();

    Crew.each(
        500,
        LARGE,
        () -> {
          workers.incrementAndGet();
          var own = new int[1]; // would lose counts if it were shared
          return piece -> sum.addAndGet(++own[0] - (own[0] - 1));
        });

    assertThat(sum).hasValue(500);
    assertThat(workers.get()).isPositive();
  }

  @Test
  void what_fails_on_any_thread_reaches_the_caller_with_its_cause() {
    assertThatThrownBy(
            () ->
                Crew.each(
                    200,
                    LARGE,
                    () ->
                        piece -> {
                          if (piece == 57) {
                            throw new ArithmeticException("piece 57");
                          }
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("piece 57")
        .hasCauseInstanceOf(ArithmeticException.class);
  }

  @Test
  void nobody_waits_for_a_block_whose_pair_failed() {
    var rounds = Rounds.within(12);

    assertThatThrownBy(
            () ->
                Crew.each(
                    rounds.size(),
                    LARGE,
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
  }
}
