package alike.optimize;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import alike.engine.Backend;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How gradients change parameters: a value; {@link #start} gives it its state. */
public sealed interface Optimizer permits AdamW, Sgd {

  /** Returns the learning rate before the schedule, above 0. */
  double rate();

  /** Returns how the learning rate runs over the steps. */
  Schedule schedule();

  /** Makes the state of these parameters, living until it is closed. */
  Updates start(Backend backend, List<Parameter> parameters);

  /** An optimiser at work. */
  interface Updates extends AutoCloseable {

    /**
     * Changes all parameters by their gradients.
     *
     * @param rate the learning rate of this step
     */
    default void step(double rate) {
      step(parameter -> rate);
    }

    /**
     * Changes the parameters by their gradients, each at a learning rate of its own.
     *
     * @param rates the learning rates of this step; a parameter with 0 is left as it is, its state
     *     as well, and its gradient is dropped
     */
    void step(ToDoubleFunction<Parameter> rates);

    /** Returns the state by name, in a fixed order. */
    Map<String, NDArray> state();

    /** Returns how many steps were taken. */
    long taken();

    /** Goes on after so many steps; the arrays of {@link #state} are given their values apart. */
    void continueFrom(long steps);

    @Override
    void close();
  }
}
