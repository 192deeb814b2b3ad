package alike.optimize;

import alike.check.Require;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A learning rate that is multiplied by a factor at some points, counted from the start of the
 * training, its warm-up included: MoCo falls to a tenth after 120 and 160 of 200 epochs.
 *
 * @param at the points, ascending, one or more
 * @param times what it is multiplied by at each of them, (0, 1]; default 0.1
 * @param warmup how long the learning rate rises first; default 0
 */
public record Milestones(List<Span> at, double times, Span warmup) implements Schedule {

  /** Checks and copies the points. */
  public Milestones {
    at = List.copyOf(at);
    Require.atLeast("the number of milestones", 1, at.size());
    Require.positive("times", times);
    Require.within("times", 0, 1, times);
    for (int i = 1; i < at.size(); i++) {
      if (at.get(i).unit() != at.get(0).unit() || at.get(i).length() <= at.get(i - 1).length()) {
        throw new IllegalArgumentException(
            "Milestones must ascend and count in one unit, got %s.".formatted(at));
      }
    }
  }

  /** Returns falls to a tenth after these parts of all steps, ascending, in [0, 1). */
  public static Milestones at(double... parts) {
    return new Milestones(Arrays.stream(parts).mapToObj(Span::part).toList(), 0.1, Span.part(0));
  }

  /** Returns falls to a tenth after these epochs, ascending. */
  public static Milestones epochs(double... epochs) {
    return new Milestones(Arrays.stream(epochs).mapToObj(Span::epochs).toList(), 0.1, Span.part(0));
  }

  /** Returns the same points with another factor. */
  public Milestones times(double value) {
    return new Milestones(at, value, warmup);
  }

  /** Returns the same schedule with a warm-up over this part of all steps, [0, 1). */
  public Milestones warmup(double part) {
    return new Milestones(at, times, Span.part(part));
  }

  /** Returns the same schedule with a warm-up of some epochs, 0 or more. */
  public Milestones warmupEpochs(double epochs) {
    return new Milestones(at, times, Span.epochs(epochs));
  }

  @Override
  public Milestones over(int epochs) {
    var parts = at.stream().map(point -> point.over(epochs)).toList();
    return new Milestones(parts, times, warmup.over(epochs));
  }

  @Override
  public double factor(long step, long steps) {
    double factor = warmup.rise(step, steps);
    for (var point : at) {
      factor *= step >= Math.round(point.of(steps)) ? times : 1;
    }
    return factor;
  }

  @Override
  public String toString() {
    return "Milestones.%s(%s)%s%s"
        .formatted(
            at.get(0).unit() == Span.Unit.PART ? "at" : "epochs",
            at.stream().map(point -> "" + point.length()).collect(Collectors.joining(", ")),
            times == 0.1 ? "" : ".times(" + times + ")",
            warmup.length() == 0 ? "" : "." + warmup.warmup());
  }
}
