package alike.jupyter;

import alike.train.Listener;
import alike.train.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run while its cell works: one output, updated in place at most four times a second, whose
 * last state is stored in the notebook. Found by {@link java.util.ServiceLoader}; applies only
 * inside a kernel.
 */
public final class LivePanel implements Listener {

  private static final long SECOND = 1_000_000_000L;
  private static final int A_SECOND = 4;
  private static final long STEPS_APART = SECOND / (A_SECOND - 1); // leaves one for a new state

  private final Screen screen;
  private final LongSupplier clock;
  private final Deque<Long> sent = new ArrayDeque<>(); // within the last second
  private String run = "";
  private String display = "";
  private Progress.@Nullable State state;
  private boolean broken;

  /** For {@link java.util.ServiceLoader}. */
  public LivePanel() {
    this(new NotebookScreen(), System::nanoTime);
  }

  LivePanel(Screen screen, LongSupplier clock) {
    this.screen = screen;
    this.clock = clock;
  }

  @Override
  public boolean applies() {
    return screen.isThere();
  }

  @Override
  public void on(Progress progress) {
    boolean first = !progress.run().equals(run) || (state != null && state.isFinal());
    if (first) {
      run = progress.run();
      display = "alike-" + UUID.randomUUID();
      sent.clear();
    }
    if (first || progress.state().isFinal() || due(progress.state() != state)) {
      sent.addLast(clock.getAsLong());
      state = progress.state();
      show(progress, first);
    }
  }

  /** Returns whether an update fits in: a new state sooner than another step. */
  private boolean due(boolean newState) {
    long now = clock.getAsLong();
    while (!sent.isEmpty() && now - sent.getFirst() >= SECOND) {
      sent.removeFirst();
    }
    return sent.isEmpty()
        || (sent.size() < A_SECOND && (newState || now - sent.getLast() >= STEPS_APART));
  }

  /** Sends a panel; an interrupt that is pending would close the socket, so it waits. */
  private void show(Progress progress, boolean first) {
    boolean interrupted = Thread.interrupted();
    try {
      screen.show(PanelView.of(progress), display, first);
    } catch (RuntimeException | LinkageError e) {
      if (!broken) {
        broken = true; // said once: the training is worth more than its picture
        System.err.println("Alike: the training panel cannot be shown: " + e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
