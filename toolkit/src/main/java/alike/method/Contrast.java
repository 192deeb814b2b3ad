package alike.method;

import ai.djl.ndarray.NDArray;
import alike.loss.Loss;
import alike.model.Architecture;
import alike.model.LossArrays;
import alike.model.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * One encoder and one head; the loss compares the embeddings of all views of the batch.
 *
 * @param labelled whether the loss may see the images' classes
 * @param sampler draws the batches' images; empty for a shuffle of all
 */
record Contrast(
    Network encoder,
    Network head,
    LossArrays arrays,
    Loss loss,
    boolean labelled,
    Optional<PerClass> sampler)
    implements Embedding, Continued {

  /** Makes the networks; the head is made for the width of the representations. */
  static Contrast start(
      Method.Start start, IntFunction<Architecture> head, Loss loss, boolean labelled) {
    var encoder = start.network();
    var projection = start.network(head.apply(encoder.width()), encoder.width(), 1);
    var arrays = LossArrays.of(loss, projection.width(), start.backend(), start.seed());
    return new Contrast(encoder, projection, arrays, loss, labelled, Optional.empty());
  }

  /** Returns the same learner on batches that are drawn class by class. */
  Contrast sampled(PerClass value) {
    return new Contrast(encoder, head, arrays, loss, labelled, Optional.of(value));
  }

  @Override
  public Optional<List<int[]>> plan(Moment moment, int batch) {
    return sampler.map(classes -> classes.plan(moment.epoch(), batch));
  }

  @Override
  public Map<String, Network> networks() {
    var networks = new LinkedHashMap<String, Network>();
    networks.put("encoder", encoder);
    networks.put("head", head);
    if (!arrays.isEmpty()) {
      networks.put("loss", arrays.network());
    }
    return networks;
  }

  @Override
  public NDArray embed(NDArray images) {
    NDArray representations = encoder.forward(images, true); // [V·N, D_h]
    return head.forward(representations, true); // [V·N, D]
  }

  @Override
  public Tower online() {
    return new Tower(encoder, head);
  }

  @Override
  public NDArray embedBoth(Views views) {
    return embed(views.images());
  }

  @Override
  public NDArray lossOf(NDArray embeddings, Views views) {
    return loss(embeddings, views);
  }

  @Override
  public NDArray loss(NDArray embeddings, Views views) {
    var batch = arrays.given(views.batch(embeddings));
    return loss.of(labelled ? batch.withLabels(views.labels()) : batch);
  }

  @Override
  public void close() {
    head.close();
    arrays.close();
  }
}
