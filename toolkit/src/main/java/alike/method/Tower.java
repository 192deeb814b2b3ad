package alike.method;

import ai.djl.ndarray.NDArray;
import alike.model.Head;
import alike.model.Network;
import java.util.Map;

/** An encoder with a head on it. */
record Tower(Network encoder, Network head) {

  /** Makes both from a start. */
  static Tower of(Method.Start start, Head head) {
    var encoder = start.network();
    return new Tower(encoder, start.network(head.on(encoder.width()), encoder.width(), 1));
  }

  /** Makes a tower of the same kind and the same values. */
  static Tower copy(Tower original, Method.Start start, Head head) {
    var copy = of(start, head);
    copy.follow(original, 0);
    return copy;
  }

  /** Embeds images [N, C, H, W] as [N, D], in training mode. */
  NDArray embed(NDArray images) {
    return head.forward(encoder.forward(images, true), true);
  }

  /** Embeds images likewise, without a gradient; layers normalise by the batch. */
  NDArray teach(NDArray images) {
    return head.teach(encoder.teach(images));
  }

  /** Moves towards another tower: {@code ξ ← mξ + (1 − m)θ}. */
  void follow(Tower online, double momentum) {
    encoder.follow(online.encoder, momentum);
    head.follow(online.head, momentum);
  }

  /** Adds both networks by name. */
  void into(Map<String, Network> networks, String encoderName, String headName) {
    networks.put(encoderName, encoder);
    networks.put(headName, head);
  }

  /** Closes both. */
  void close() {
    head.close();
    encoder.close();
  }
}
