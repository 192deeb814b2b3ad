package alike.train;

/**
 * A moment of a run.
 *
 * @param run the run's id
 * @param title what is trained, in one line
 * @param state what the run is doing
 * @param epoch finished epochs, 0 … epochs
 * @param epochs epochs in all
 * @param step finished steps, 0 … steps
 * @param steps steps in all
 * @param imagesPerSecond images (not views) trained a second, evaluation left out; 0 before the
 *     first step
 * @param seconds seconds since the start
 * @param secondsLeft seconds to the end by the pace so far, NaN while unknown
 * @param metrics all figures so far; grows with the run
 * @param note one line for people: what was stopped, failed or is being evaluated; may be empty
 */
public record Progress(
    String run,
    String title,
    State state,
    int epoch,
    int epochs,
    long step,
    long steps,
    double imagesPerSecond,
    double seconds,
    double secondsLeft,
    Metrics metrics,
    String note) {

  /** What a run is doing. */
  public enum State {
    TRAINING,
    EVALUATING,
    FINISHED,
    INTERRUPTED,
    FAILED;

    /** Returns whether nothing follows this state. */
    public boolean isFinal() {
      return this == FINISHED || this == INTERRUPTED || this == FAILED;
    }
  }
}
