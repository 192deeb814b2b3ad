package alike.method;

import ai.djl.ndarray.NDArray;
import alike.model.Network;
import alike.model.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A method at work: its networks with their values and whatever else it carries from step to step.
 * Owns every network but the encoder.
 *
 * <p>A training calls, in this order: {@link #before} at the start of an epoch; then for every step
 * {@link #loss} inside a tape, the optimiser, and {@link #after}. Where a step takes the mean over
 * several batches, {@link #loss} is called for each of them before the optimiser.
 */
public interface Learner extends AutoCloseable {

  /** Returns the network that is kept when training ends. */
  Network encoder();

  /** Returns the network of the second sides of pairs, which is kept too; empty without pairs. */
  default Optional<Network> second() {
    return Optional.empty();
  }

  /**
   * Returns all networks by name, in a fixed order, the encoder first: those that learn and those
   * that follow.
   */
  Map<String, Network> networks();

  /** Returns how the optimiser moves a network at a moment. */
  default Pace pace(String network, Moment moment) {
    return Pace.SCHEDULED;
  }

  /**
   * Returns what the learning rate of a network is multiplied by, above 0: a fresh classifier may
   * learn faster than the encoder below it.
   */
  default double rateFactor(String network) {
    return 1;
  }

  /**
   * Prepares an epoch: clusters, samples, stages. Outside a tape; may take long, so it looks at the
   * thread's interrupt flag and comes back early if it is set.
   */
  default void before(Moment moment) {}

  /**
   * Returns which images the batches of an epoch hold, by their places in the set, as many batches
   * in every epoch as a shuffle has; empty for a shuffle of all images. Depends on the moment and
   * on what {@link #save} writes alone.
   *
   * @param batch how many images a batch holds at most
   */
  default Optional<List<int[]>> plan(Moment moment, int batch) {
    return Optional.empty();
  }

  /** Computes the loss of one step, inside a tape. */
  NDArray loss(Views views);

  /** Ends a step, after the optimiser: teachers follow, queues move. Outside a tape. */
  default void after(Moment moment) {}

  /** Returns figures of the last step beside the loss, by name, to be recorded. */
  default Map<String, Double> figures() {
    return Map.of();
  }

  /**
   * Writes all that the next step depends on beside the networks' values: queues, centres,
   * clusters, positions.
   */
  default void save(State state) {}

  /** Takes over what {@link #save} wrote; the networks have their values by then. */
  default void load(State state) {}

  /** Closes every network but those that are kept, and whatever else it owns. */
  @Override
  void close();

  /** How the optimiser moves a network. */
  enum Pace {
    /** At the scheduled learning rate. */
    SCHEDULED,
    /** At the learning rate without its schedule, as SimSiam's predictor. */
    CONSTANT,
    /** Not at all for now; its gradients are dropped, as SwAV's prototypes at the start. */
    FROZEN,
    /** Never: the method itself moves it, as a momentum encoder. */
    FOLLOWING
  }
}
