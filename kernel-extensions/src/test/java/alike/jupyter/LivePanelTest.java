package alike.jupyter;

import static org.assertj.core.api.Assertions.assertThat;

import alike.train.Metrics;
import alike.train.Progress;
import alike.train.Progress.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivePanelTest {

  private record Sent(Bundle bundle, String display, boolean first, long at) {}

  private final List<Sent> sent = new ArrayList<>();
  private final AtomicLong now = new AtomicLong();
  private final Metrics metrics = new Metrics();
  private boolean fails;
  private final LivePanel panel =
      new LivePanel(
          new Screen() {
            @Override
            public boolean isThere() {
              return true;
            }

            @Override
            public void show(Bundle bundle, String display, boolean first) {
              if (fails) {
                throw new IllegalStateException("no screen");
              }
              assertThat(Thread.currentThread().isInterrupted()).isFalse();
              sent.add(new Sent(bundle, display, first, now.get()));
            }
          },
          now::get);

  @AfterEach
  void forget_interrupts() {
    boolean unused = Thread.interrupted();
  }

  private Progress at(String run, State state, long step) {
    metrics.add("loss", step, 5 - step / 10_000.0);
    return new Progress(
        run, "SimCLR <1>", state, 2, 10, step, 10_000, 1234.5, 65, 130, metrics, "");
  }

  @Test
  void many_steps_make_at_most_four_updates_in_any_second() {
    for (int step = 1; step <= 1000; step++) {
      now.addAndGet(10_000_000);
      panel.on(at("a", step % 50 < 3 ? State.EVALUATING : State.TRAINING, step));
    }

    assertThat(sent).hasSizeBetween(25, 41);
    for (var one : sent) {
      assertThat(sent)
          .filteredOn(other -> other.at() >= one.at() && other.at() < one.at() + 1_000_000_000L)
          .hasSizeLessThanOrEqualTo(4);
    }
  }

  @Test
  void everything_after_the_first_goes_into_the_same_place() {
    for (int step = 1; step <= 100; step++) {
      now.addAndGet(100_000_000);
      panel.on(at("a", State.TRAINING, step));
    }

    assertThat(sent.get(0).first()).isTrue();
    assertThat(sent.subList(1, sent.size())).noneMatch(Sent::first);
    assertThat(sent).extracting(Sent::display).containsOnly(sent.get(0).display());
  }

  @Test
  void the_last_state_is_sent_however_soon_it_comes() {
    for (var last : new State[] {State.FINISHED, State.INTERRUPTED, State.FAILED}) {
      sent.clear();
      panel.on(at("run " + last, State.TRAINING, 1));
      panel.on(at("run " + last, State.TRAINING, 2));
      panel.on(at("run " + last, last, 3));

      assertThat(sent).hasSize(2);
      assertThat(sent.get(1).bundle().form("text/html"))
          .contains(">" + last.name().toLowerCase(java.util.Locale.ROOT) + "<");
    }
  }

  @Test
  void an_interrupt_does_not_keep_the_last_state_away_and_is_not_lost() {
    panel.on(at("a", State.TRAINING, 1));
    Thread.currentThread().interrupt();

    panel.on(at("a", State.INTERRUPTED, 2));

    assertThat(sent).hasSize(2);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void a_second_run_gets_a_panel_of_its_own() {
    panel.on(at("a", State.TRAINING, 1));
    panel.on(at("a", State.FINISHED, 2));
    panel.on(at("b", State.TRAINING, 3));

    assertThat(sent).extracting(Sent::first).containsExactly(true, false, true);
    assertThat(sent.get(2).display()).isNotEqualTo(sent.get(0).display());
  }

  @Test
  void a_broken_screen_does_not_stop_the_training() {
    fails = true;

    panel.on(at("a", State.TRAINING, 1));
    panel.on(at("a", State.FINISHED, 2));

    assertThat(sent).isEmpty();
  }

  @Test
  void stays_small_after_thousands_of_steps() {
    for (int step = 1; step <= 20_000; step++) {
      metrics.add("rate", step, 3e-3 * Math.cos(step));
      metrics.add("norm", step, Math.sin(step));
      if (step % 100 == 0) {
        metrics.add("knn", step, 0.5 + step / 50_000.0);
      }
    }
    panel.on(at("a", State.FINISHED, 20_001));

    var bundle = sent.get(0).bundle();
    assertThat(bundle.form("text/html").length() + bundle.form("text/plain").length())
        .isLessThan(30_000);
  }

  @Test
  void tells_all_that_is_to_be_told_in_words_as_well() {
    metrics.add("knn", 1, 0.7812345);
    panel.on(at("a", State.TRAINING, 5_000));

    var bundle = sent.get(0).bundle();
    assertThat(bundle.form("text/plain"))
        .contains("SimCLR <1>", "[##########----------]", "epoch 2 of 10", "step 5,000 of 10,000")
        .contains("1,235 images/s", "1:05 elapsed", "about 2:10 left", "kNN accuracy 0.7812");
    assertThat(bundle.form("text/html"))
        .contains("SimCLR &lt;1&gt;", "role=\"progressbar\"", "aria-valuenow=\"50\"", "0.7812");
  }

  @Test
  void applies_only_inside_a_kernel() {
    assertThat(new LivePanel().applies()).isFalse();
  }
}
