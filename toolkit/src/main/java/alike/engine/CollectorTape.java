package alike.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;

/**
 * DJL's gradient collector as a tape.
 *
 * @param collector records until it is closed
 * @param after what the engine needs then
 */
record CollectorTape(GradientCollector collector, Runnable after) implements Backend.Tape {

  @Override
  public void backward(NDArray loss) {
    collector.backward(loss);
  }

  @Override
  public void close() {
    collector.close();
    after.run();
  }
}
