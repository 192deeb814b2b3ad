package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import alike.data.SplitMix64;
import alike.loss.Batch;
import alike.loss.Loss;
import alike.model.Network;
import alike.model.Projection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One encoder and one head; the loss compares the embeddings of all views of the batch.
 *
 * @param labelled whether the loss may see the images' classes
 */
record Contrast(Network encoder, Network head, Loss loss, boolean labelled) implements Embedding {

  static Contrast start(Method.Start start, Projection head, Loss loss, boolean labelled) {
    var encoder = Network.of(start.encoder(), start.backend(), start.seed(), start.image());
    int width = encoder.width();
    long headSeed = SplitMix64.of(start.seed(), 1).nextLong(); // a stream of its own
    var projection = Network.of(head.on(width), start.backend(), headSeed, new Shape(1, width));
    return new Contrast(encoder, projection, loss, labelled);
  }

  @Override
  public Map<String, Network> networks() {
    var networks = new LinkedHashMap<String, Network>();
    networks.put("encoder", encoder);
    networks.put("head", head);
    return networks;
  }

  @Override
  public NDArray embed(NDArray images) {
    NDArray representations = encoder.forward(images, true); // [V·N, D_h]
    return head.forward(representations, true); // [V·N, D]
  }

  @Override
  public NDArray loss(NDArray embeddings, Views views) {
    var batch = Batch.of(embeddings.reshape(views.count(), views.size(), head.width()));
    return loss.of(labelled ? batch.withLabels(views.labels()) : batch);
  }

  @Override
  public void close() {
    head.close();
  }
}
