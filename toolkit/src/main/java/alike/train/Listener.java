package alike.train;

/**
 * Hears of a run while it goes on, on the training thread: at the start, after every step and
 * epoch, and at the end. An implementation decides itself how often it shows something.
 *
 * <p>Implementations found by {@link java.util.ServiceLoader} are asked {@link #applies()} at the
 * start of every run; when none applies the progress goes to standard output as text.
 */
@FunctionalInterface
public interface Listener {

  /**
   * Receives the state of the run; the last call of a run has a state that {@link
   * Progress.State#isFinal()}.
   */
  void on(Progress progress);

  /** Returns whether this listener can show anything here; asked once, at the start of a run. */
  default boolean applies() {
    return true;
  }
}
