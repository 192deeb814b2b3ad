package alike.loss;

/**
 * What one loss is computed with.
 *
 * @param scratch its memory
 * @param crew its threads
 */
record Workbench(Scratch scratch, Crew crew) implements AutoCloseable {

  /**
   * Gathers both.
   *
   * @param cost about how many multiplications the loss is
   */
  static Workbench take(long cost) {
    return new Workbench(Scratch.take(), Crew.gather(cost));
  }

  /** Hands the memory to the next loss. Not after a failure: a thread may still write to it. */
  void giveBack() {
    scratch.giveBack();
  }

  /** Sends the helpers away, whose waiting would hold up what the engine does next. */
  void dismiss() {
    crew.close();
  }

  @Override
  public void close() {
    dismiss();
  }
}
