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
    var scratch = Scratch.take();
    float[] raw = read(views, scratch);
    var rows = UnitRows.of(scratch, raw, 0, count, width);
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
    NDArray loss;
    if (wanted == Wanted.NO_GRADIENT) {
      loss = constant(views, value);
    } else {
      rows.raw(pairs.left.gradient(), scale, raw, 0); // in the place of the embeddings
      loss = Planted.in(views, raw).of(value);
    }
    scratch.giveBack();
    return loss;
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
    var scratch = Scratch.take();
    float[] raw = read(towers, scratch);
    var left = UnitRows.of(scratch, raw, 0, count, width);
    var right = UnitRows.of(scratch, raw, count, count, width);
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
    NDArray loss;
    if (wanted == Wanted.NO_GRADIENT) {
      loss = constant(towers, value);
    } else {
      left.raw(pairs.left.gradient(), scale.value(), raw, 0); // in the place of the embeddings
      right.raw(pairs.right.gradient(), scale.value(), raw, count);
      var planted = Planted.in(towers, raw);
      loss =
          scale.log() == null
              ? planted.of(value)
              : planted.and(scale.log(), byLogScale(left, pairs)).of(value);
    }
    scratch.giveBack();
    return loss;
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
    var scratch = Scratch.take();
    float[] raw = read(queries, scratch);
    var rows = UnitRows.of(scratch, raw, 0, count, width);
    var targets = UnitRows.of(scratch, read(keys, scratch), 0, count, width);
    int size = (int) bank.getShape().get(0);
    var columns = UnitRows.of(scratch, read(bank, scratch), 0, size, width);
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
    NDArray loss;
    if (wanted == Wanted.NO_GRADIENT) {
      loss = constant(queries, value);
    } else {
      rows.raw(pairs.left.gradient(), scale, raw, 0); // in the place of the embeddings
      loss = Planted.in(queries, raw).of(value);
    }
    scratch.giveBack();
    return loss;
  }

  private static Wanted wanted(NDArray array, Wanted wanted) {
    return Engines.of(array).recording() ? wanted : Wanted.NO_GRADIENT;
  }

  private static float[] read(NDArray array, Scratch scratch) {
    float[] numbers = scratch.floats(Math.toIntExact(array.size()));
    Engines.of(array).read(array, numbers);
    return numbers;
  }

  private static int width(NDArray array) {
    var shape = array.getShape();
    return (int) shape.get(shape.dimension() - 1);
  }

  private static NDArray constant(NDArray like, double value) {
    return like.getManager().create((float) value);
  }
}
