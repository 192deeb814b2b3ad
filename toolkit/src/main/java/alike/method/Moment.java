package alike.method;

/**
 * Where a training stands.
 *
 * @param epoch the pass over the data, from 0
 * @param epochs passes in all
 * @param step steps taken before, 0 … steps - 1
 * @param steps steps in all
 */
public record Moment(int epoch, int epochs, long step, long steps) {

  /** Returns the part of all steps that lies behind, [0, 1). */
  public double progress() {
    return (double) step / steps;
  }
}
