package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.engine.Engines;
import alike.loss.Pairwise.Wanted;
import alike.loss.SupCon.Placement;
import java.util.Arrays;

/**
 * Losses over pairs that bring their own gradient: no matrix of rows × rows is kept for an engine
 * to differentiate. They have a first derivative only.
 *
 * @param kernel computes the pairs
 */
record Analytic(Pairwise.Kernel kernel) {

  /**
   * Returns the loss of rows that pick out of each other.
   *
   * @param views [V, N, D]
   * @param scale 1/τ
   */
  NDArray within(NDArray views, Picks picks, double scale) {
    int width = width(views);
    int count = (int) (views.size() / width);
    var wanted = wanted(views, Wanted.BOTH);
    try (var bench = Workbench.take(cost(count, count, width))) {
      float[] raw = read(views, bench);
      double value = within(UnitRows.of(bench, raw, 0, count, width), picks, scale, wanted, raw);
      bench.dismiss();
      NDArray loss = loss(views, value, wanted, raw);
      bench.giveBack();
      return loss;
    }
  }

  /** Returns the value and writes the gradient. */
  private double within(UnitRows rows, Picks picks, double scale, Wanted wanted, float[] gradient) {
    boolean inside = picks.placement() == Placement.IN;
    var pairs =
        inside
            ? Pairwise.within(rows, scale, picks.shares(), picks.groups().classes(), wanted)
            : Pairwise.within(rows, scale, picks.shares(), wanted);
    kernel.run(pairs);
    double value =
        inside
            ? pairs.total() + picks.constant()
            : pairs.total()
                - scale * picks.groups().pull(rows, picks.shares(), pairs.left.gradient());
    if (wanted != Wanted.NO_GRADIENT) {
      rows.raw(pairs.left.gradient(), scale, gradient, 0);
    }
    return value;
  }

  /**
   * Returns the loss of two towers that pick out of each other, the mean of both directions.
   *
   * @param towers [2, N, D]
   * @param shares how much each pair counts
   */
  NDArray between(NDArray towers, double[] shares, Scale scale) {
    int width = width(towers);
    int count = shares.length;
    var wanted = wanted(towers, Wanted.BOTH);
    try (var bench = Workbench.take(cost(count, count, width))) {
      float[] raw = read(towers, bench);
      var left = UnitRows.of(bench, raw, 0, count, width);
      var right = UnitRows.of(bench, raw, count, count, width);
      var halves = Arrays.stream(shares).map(share -> share / 2).toArray(); // of each direction
      var pairs = Pairwise.between(left, right, scale.value(), halves, halves, wanted);
      kernel.run(pairs);
      double value = pairs.total();
      for (int i = 0; i < count; i++) {
        value -= scale.value() * shares[i] * left.dot(i, right.values(), right.start(i));
        left.add(i, -shares[i], pairs.right.gradient(), i);
        right.add(i, -shares[i], pairs.left.gradient(), i);
      }
      if (wanted != Wanted.NO_GRADIENT) {
        left.raw(pairs.left.gradient(), scale.value(), raw, 0); // in the place of the embeddings
        right.raw(pairs.right.gradient(), scale.value(), raw, count);
      }
      bench.dismiss();
      NDArray loss =
          wanted == Wanted.NO_GRADIENT || scale.log() == null
              ? loss(towers, value, wanted, raw)
              : Planted.in(towers, raw).and(scale.log(), byLogScale(left, pairs)).of(value);
      bench.giveBack();
      return loss;
    }
  }

  /** Returns the derivative by the scale's logarithm, of which that of a logit is the logit. */
  private static double byLogScale(UnitRows left, Pairwise pairs) {
    double sum = 0;
    for (int i = 0; i < left.count(); i++) {
      sum += left.dot(i, pairs.left.gradient(), left.start(i));
    }
    return pairs.scale * sum;
  }

  /**
   * Returns the loss of queries that pick their own key out of it and a bank.
   *
   * @param queries [N, D]
   * @param keys [N, D], constant
   * @param bank [K, D], constant
   * @param shares how much each query counts
   * @param scale 1/τ
   */
  NDArray queue(NDArray queries, NDArray keys, NDArray bank, double[] shares, double scale) {
    int width = width(queries);
    int count = shares.length;
    int size = (int) bank.getShape().get(0);
    var wanted = wanted(queries, Wanted.LEFT);
    try (var bench = Workbench.take(cost(count, size, width))) {
      float[] raw = read(queries, bench);
      var rows = UnitRows.of(bench, raw, 0, count, width);
      var targets = UnitRows.of(bench, read(keys, bench), 0, count, width);
      var columns = UnitRows.of(bench, read(bank, bench), 0, size, width);
      var pairs = Pairwise.between(rows, columns, scale, shares, new double[size], wanted);
      var own = new double[count];
      for (int i = 0; i < count; i++) {
        own[i] = scale * rows.dot(i, targets.values(), targets.start(i));
        pairs.left.sums().add(i, own[i]);
      }
      kernel.run(pairs);
      double value = pairs.total();
      for (int i = 0; i < count; i++) {
        value -= shares[i] * own[i];
        targets.add(i, pairs.left.sums().share(i, own[i]) - shares[i], pairs.left.gradient(), i);
      }
      if (wanted != Wanted.NO_GRADIENT) {
        rows.raw(pairs.left.gradient(), scale, raw, 0); // in the place of the embeddings
      }
      bench.dismiss();
      NDArray loss = loss(queries, value, wanted, raw);
      bench.giveBack();
      return loss;
    }
  }

  private static Wanted wanted(NDArray array, Wanted wanted) {
    return Engines.of(array).recording() ? wanted : Wanted.NO_GRADIENT;
  }

  /** Returns about how many multiplications a loss is. */
  private static long cost(long rows, long columns, long width) {
    return rows * columns * width;
  }

  private static float[] read(NDArray array, Workbench bench) {
    float[] numbers = bench.scratch().floats(Math.toIntExact(array.size()));
    Engines.of(array).read(array, numbers);
    return numbers;
  }

  private static int width(NDArray array) {
    var shape = array.getShape();
    return (int) shape.get(shape.dimension() - 1);
  }

  private static NDArray loss(NDArray by, double value, Wanted wanted, float[] gradient) {
    return wanted == Wanted.NO_GRADIENT
        ? by.getManager().create((float) value)
        : Planted.in(by, gradient).of(value);
  }
}
