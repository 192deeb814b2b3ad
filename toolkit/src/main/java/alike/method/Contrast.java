package alike.method;

import ai.djl.ndarray.NDArray;
import alike.loss.Loss;
import alike.model.LossArrays;
import alike.model.Network;
import alike.model.Projection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One encoder and one head; the loss compares the embeddings of all views of the batch.
 *
 * @param labelled whether the loss may see the images' classes
 */
record Contrast(Network encoder, Network head, LossArrays arrays, Loss loss, boolean labelled)
    implements Embedding {

  static Contrast start(Method.Start start, Projection head, Loss loss, boolean labelled) {
    if (labelled && start.images().classNames().size() < 2) {
      throw new IllegalArgumentException(
          "A loss of labels needs images of two classes or more, got %s. Give labelled images, or a method without labels."
              .formatted(start.images()));
    }
    var encoder = start.network();
    var projection = start.network(head.on(encoder.width()), encoder.width(), 1);
    var arrays = LossArrays.of(loss, projection.width(), start.backend(), start.seed());
    return new Contrast(encoder, projection, arrays, loss, labelled);
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
