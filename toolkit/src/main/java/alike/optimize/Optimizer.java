package alike.optimize;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import alike.engine.Backend;
import alike.model.State;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How gradients change parameters: a value; {@link #start} gives it its state. */
public sealed interface Optimizer permits AdamW, Clipped, Lars, Scaled, Sgd {

  /** Returns the learning rate before the schedule, above 0; of a batch of 256 if it is scaled. */
  double rate();

  /**
   * Returns the learning rate before the schedule for a batch size.
   *
   * @param batch images that one step learns from
   */
  default double rateFor(int batch) {
    return rate();
  }

  /** Returns how the learning rate runs over the steps. */
  Schedule schedule();

  /** Returns a copy with a schedule. */
  Optimizer schedule(Schedule value);

  /**
   * Returns a copy whose learning rate grows with the batch, {@code η·batch/256}, as the papers on
   * large batches state theirs.
   *
   * @see <a href="https://arxiv.org/abs/1706.02677">Goyal et al. 2017, section 2.1</a>
   */
  default Optimizer scaledByBatch() {
    return new Scaled(this);
  }

  /**
   * Returns a copy that shortens the gradient of all parameters together, as one vector, to at most
   * this length; it waits for the gradients once a step.
   *
   * @param length above 0
   */
  default Optimizer clippedTo(double length) {
    return new Clipped(this, length);
  }

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

    /**
     * Returns the arrays of the state by name, in a fixed order; a name holds the parameter's place
     * in the list that the optimiser was started with.
     */
    Map<String, NDArray> state();

    /** Writes the arrays of the state, and how many steps each parameter took. */
    void save(State state);

    /**
     * Takes over, in place, what {@link #save} wrote.
     *
     * @throws IllegalArgumentException if it was written for other parameters
     */
    void load(State state);

    @Override
    void close();
  }
}
