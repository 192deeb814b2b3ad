package alike.model;

import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.loss.Batch;
import alike.loss.Learned;
import alike.loss.Loss;
import java.util.List;

/** What a loss learns, as a network among the others: made once, given to every batch. */
public final class LossArrays implements AutoCloseable {

  private final List<Learned> learned;
  private final Network network;

  private LossArrays(List<Learned> learned, Network network) {
    this.learned = learned;
    this.network = network;
  }

  /**
   * Makes what a loss learns; of a loss that learns nothing, a network without values.
   *
   * @param loss asks for the arrays
   * @param width D of its embeddings
   * @param backend where they live
   * @param seed decides their first values
   */
  public static LossArrays of(Loss loss, int width, Backend backend, long seed) {
    var learned = List.copyOf(loss.learned(width));
    return new LossArrays(learned, Network.free(learned, backend, seed, new Shape(1, width)));
  }

  /** Returns whether the loss learns nothing. */
  public boolean isEmpty() {
    return learned.isEmpty();
  }

  /** Returns the arrays as a network. */
  public Network network() {
    return network;
  }

  /** Returns the batch with the arrays in their roles. */
  public Batch given(Batch batch) {
    var all = batch;
    for (int i = 0; i < learned.size(); i++) {
      all = all.with(learned.get(i).role(), network.trainable().get(i).getArray());
    }
    return all;
  }

  @Override
  public void close() {
    network.close();
  }
}
