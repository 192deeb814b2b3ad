package alike.method;

import ai.djl.ndarray.NDArray;
import alike.model.Network;
import java.util.Map;

/** A method at work: its networks with their values. Owns every network but the encoder. */
public interface Learner extends AutoCloseable {

  /** Returns the network that is kept when training ends. */
  Network encoder();

  /** Returns all networks by name, in a fixed order, the encoder first. */
  Map<String, Network> networks();

  /** Computes the loss of one step, inside a tape. */
  NDArray loss(Views views);

  /** Closes every network but the encoder. */
  @Override
  void close();
}
