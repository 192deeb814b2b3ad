package alike.optimize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Parameter;
import alike.check.Require;
import alike.engine.Backend;
import alike.engine.Norms;
import alike.engine.Scalars;
import alike.model.State;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * An optimiser that sees gradients of a bounded length: {@code g ← g·c/‖g‖} where ‖g‖, the length
 * of all gradients together, is above c.
 *
 * @param length c, above 0
 */
record Clipped(Optimizer optimizer, double length) implements Optimizer {

  Clipped {
    Require.positive("length of the gradient", length);
  }

  @Override
  public double rate() {
    return optimizer.rate();
  }

  @Override
  public double rateFor(int batch) {
    return optimizer.rateFor(batch);
  }

  @Override
  public Schedule schedule() {
    return optimizer.schedule();
  }

  @Override
  public Optimizer schedule(Schedule value) {
    return new Clipped(optimizer.schedule(value), length);
  }

  @Override
  public Optimizer scaledByBatch() {
    return new Clipped(optimizer.scaledByBatch(), length);
  }

  @Override
  public Updates start(Backend backend, List<Parameter> parameters) {
    return new Shortening(
        backend, List.copyOf(parameters), optimizer.start(backend, parameters), length);
  }

  @Override
  public String toString() {
    return optimizer + ".clippedTo(" + length + ")";
  }

  /** Shortens the gradients, then lets the optimiser work. */
  private record Shortening(
      Backend backend, List<Parameter> parameters, Updates updates, double length)
      implements Updates {

    @Override
    public void step(ToDoubleFunction<Parameter> rates) {
      var unused = backend.evaluating(() -> shortened(rates));
      updates.step(rates);
    }

    /** Shortens the gradients of what moves and returns their length before. */
    private double shortened(ToDoubleFunction<Parameter> rates) {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var gradients =
            parameters.stream()
                .filter(parameter -> rates.applyAsDouble(parameter) > 0)
                .map(parameter -> parameter.getArray().getGradient())
                .toList();
        if (gradients.isEmpty()) {
          return 0;
        }
        var squares = new NDList(gradients.stream().map(Norms::squares).toList());
        double before = Math.sqrt(Scalars.value(NDArrays.stack(squares).sum()));
        if (before > length) {
          for (NDArray gradient : gradients) {
            var unused = gradient.muli(length / before);
          }
        }
        return before;
      }
    }

    @Override
    public Map<String, NDArray> state() {
      return updates.state();
    }

    @Override
    public void save(State state) {
      updates.save(state);
    }

    @Override
    public void load(State state) {
      updates.load(state);
    }

    @Override
    public void close() {
      updates.close();
    }
  }
}
