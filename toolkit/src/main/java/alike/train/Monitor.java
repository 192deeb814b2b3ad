package alike.train;

import alike.model.Encoder;
import alike.model.State;
import java.util.Map;

/** Measures the encoder after every epoch. Open: a lambda is a monitor. */
@FunctionalInterface
public interface Monitor {

  /** Returns figures by name; the encoder is in evaluation and must not be kept. */
  Map<String, Double> measure(Encoder encoder);

  /** Writes what the next measure of this encoder depends on; by default nothing. */
  default void save(Encoder encoder, State state) {}

  /**
   * Takes over what {@link #save} wrote; a state that holds nothing of it was written without this
   * monitor.
   */
  default void load(Encoder encoder, State state) {}
}
