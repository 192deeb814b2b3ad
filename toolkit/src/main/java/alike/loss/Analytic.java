package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.engine.Engines;
import alike.loss.Pairwise.Wanted;
import alike.loss.SupCon.Placement;

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
    float[] raw = read(views);
    var rows = UnitRows.of(raw, 0, count, width);
    var wanted = wanted(views, Wanted.BOTH);
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
    if (wanted == Wanted.NO_GRADIENT) {
      return constant(views, value);
    }
    rows.raw(pairs.left.gradient(), scale, raw, 0); // in the place of the embeddings
    return planted(views, raw).of(value);
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
    float[] raw = read(towers);
    var left = UnitRows.of(raw, 0, count, width);
    var right = UnitRows.of(raw, count, count, width);
    var halves = new double[count]; // what each direction counts
    for (int i = 0; i < count; i++) {
      halves[i] = shares[i] / 2;
    }
    var wanted = wanted(towers, Wanted.BOTH);
    var pairs = Pairwise.between(left, right, scale.value(), halves, halves, wanted);
    kernel.run(pairs);
    double value = pairs.total();
    for (int i = 0; i < count; i++) {
      value -= scale.value() * shares[i] * left.dot(i, right.values(), right.start(i));
      left.add(i, -shares[i], pairs.right.gradient(), i);
      right.add(i, -shares[i], pairs.left.gradient(), i);
    }
    if (wanted == Wanted.NO_GRADIENT) {
      return constant(towers, value);
    }
    left.raw(pairs.left.gradient(), scale.value(), raw, 0); // in the place of the embeddings
    right.raw(pairs.right.gradient(), scale.value(), raw, count);
    var planted = planted(towers, raw);
    return scale.log() == null
        ? planted.of(value)
        : planted.and(scale.log(), byLogScale(left, pairs)).of(value);
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
    float[] raw = read(queries);
    var rows = UnitRows.of(raw, 0, count, width);
    var targets = UnitRows.of(read(keys), 0, count, width);
    int size = (int) bank.getShape().get(0);
    var columns = UnitRows.of(read(bank), 0, size, width);
    var wanted = wanted(queries, Wanted.LEFT);
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
    if (wanted == Wanted.NO_GRADIENT) {
      return constant(queries, value);
    }
    rows.raw(pairs.left.gradient(), scale, raw, 0); // in the place of the embeddings
    return planted(queries, raw).of(value);
  }

  private static Wanted wanted(NDArray array, Wanted wanted) {
    return Engines.of(array).recording() ? wanted : Wanted.NO_GRADIENT;
  }

  private static float[] read(NDArray array) {
    return Engines.of(array).read(array);
  }

  private static int width(NDArray array) {
    var shape = array.getShape();
    return (int) shape.get(shape.dimension() - 1);
  }

  private static NDArray constant(NDArray like, double value) {
    return like.getManager().create((float) value);
  }

  private static Planted planted(NDArray array, float[] gradient) {
    var manager = array.getManager();
    return Planted.in(array, Engines.of(array).create(manager, gradient, array.getShape()));
  }
}
