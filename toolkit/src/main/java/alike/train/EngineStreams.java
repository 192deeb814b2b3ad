package alike.train;

import alike.data.SplitMix64;
import alike.engine.Backend;
import alike.method.Learner;
import alike.model.Network;

/**
 * The engine's own random streams, which dropout draws from. They cannot be saved, so they start
 * anew from the seed and the place, at every epoch and step: on PyTorch, where that takes 5 µs,
 * always; on MXNet, where it takes 10 ms, if a network draws.
 */
record EngineStreams(Backend backend, long seed) {

  private static final int EPOCH = 1;
  private static final int STEP = 2;

  /** Starts the streams of what a method prepares before an epoch. */
  void epoch(Learner learner, int epoch) {
    start(learner, EPOCH, epoch);
  }

  /**
   * Starts the streams of a step.
   *
   * @param step finished steps
   */
  void step(Learner learner, long step) {
    start(learner, STEP, step);
  }

  private void start(Learner learner, int what, long place) {
    if (backend.seedsAtOnce() || learner.networks().values().stream().anyMatch(Network::draws)) {
      backend.seed(SplitMix64.of(seed, what, place).nextLong());
    }
  }
}
