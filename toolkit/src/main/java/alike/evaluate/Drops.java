package alike.evaluate;

import alike.optimize.Schedule;
import java.util.List;

/**
 * A learning rate that falls to a tenth at some points.
 *
 * @param at parts of all steps, ascending, in (0, 1)
 */
record Drops(List<Double> at) implements Schedule {

  static Drops at(Double... parts) {
    return new Drops(List.of(parts));
  }

  @Override
  public double factor(long step, long steps) {
    double factor = 1;
    for (double part : at) {
      factor *= step >= Math.round(part * steps) ? 0.1 : 1;
    }
    return factor;
  }
}
