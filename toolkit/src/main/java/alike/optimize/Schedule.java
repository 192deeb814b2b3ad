package alike.optimize;

/** How the learning rate runs over the steps. Open: a lambda is a schedule. */
@FunctionalInterface
public interface Schedule {

  /**
   * Returns what the learning rate is multiplied by.
   *
   * @param step finished steps, 0 … steps − 1
   * @param steps steps in all
   */
  double factor(long step, long steps);

  /**
   * Returns this schedule with what it counts in epochs turned into parts of all steps.
   *
   * @param epochs of the whole training
   * @throws IllegalArgumentException if it does not fit into as many
   */
  default Schedule over(int epochs) {
    return this;
  }

  /** Returns a schedule that stays at 1; {@code Line.warmup(…).to(1)} does after a warm-up. */
  static Schedule constant() {
    return Constant.ONE;
  }

  /** Always 1. */
  enum Constant implements Schedule {
    ONE;

    @Override
    public double factor(long step, long steps) {
      return 1;
    }

    @Override
    public String toString() {
      return "Schedule.constant()";
    }
  }
}
