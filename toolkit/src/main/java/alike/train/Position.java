package alike.train;

/**
 * Where in the data a training stands.
 *
 * @param epoch the pass over the data that is under way, from 0
 * @param batches how many of its batches are done
 * @param step finished steps in all
 * @param epochStart finished steps when the epoch began
 */
record Position(int epoch, int batches, long step, long epochStart) {

  static final Position START = new Position(0, 0, 0, 0);

  /** Returns where a training stands after one more step, of so many batches. */
  Position next(int taken) {
    return new Position(epoch, batches + taken, step + 1, epochStart);
  }

  /** Returns where a training stands when an epoch is over. */
  Position nextEpoch() {
    return new Position(epoch + 1, 0, step, step);
  }
}
