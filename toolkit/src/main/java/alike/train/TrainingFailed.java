package alike.train;

/** Training could not go on. What was reached until then is kept in {@link #run}. */
public final class TrainingFailed extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private final transient Run run;

  TrainingFailed(String message, Run run, Throwable cause) {
    super(message, cause);
    this.run = run;
  }

  /** Returns the run so far: its figures, and its encoder as the last good step left it. */
  public Run run() {
    return run;
  }
}
