package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.data.ImageSet;
import alike.engine.Rows;
import alike.model.Embeddings;
import alike.model.Encoder;
import alike.model.Head;
import alike.model.Network;
import java.util.Map;
import java.util.stream.IntStream;

/** An encoder with a head on it. */
record Tower(Network encoder, Network head) {

  private static final int PART = 2048; // images at a time: bounds the representations' memory

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

  /** Makes a tower of the same kind and the same values. */
  Tower copy() {
    return new Tower(encoder.copy(), head.copy());
  }

  /** Embeds images likewise as they were when it was frozen: in evaluation, without a gradient. */
  NDArray frozen(NDArray images) {
    return encoder.backend().evaluating(() -> head.forward(encoder.forward(images, false), false));
  }

  /** Embeds images [N, C, H, W] as [N, D], in training mode. */
  NDArray embed(NDArray images) {
    return head.forward(encoder.forward(images, true), true);
  }

  /** Embeds images likewise, without a gradient; layers normalise by the batch. */
  NDArray teach(NDArray images) {
    return head.teach(encoder.teach(images));
  }

  /**
   * Embeds images as they are, in evaluation; an interrupt of the thread ends it early.
   *
   * @return [n, D], rows of length 1
   */
  float[] evaluated(ImageSet images, Augment augment) {
    int width = head.width();
    var all = new float[Math.multiplyExact(images.size(), width)];
    var eye = new Encoder("a tower's", encoder, augment);
    for (int from = 0; from < images.size() && !Thread.currentThread().isInterrupted(); ) {
      int to = Math.min(from + PART, images.size());
      var part = images.subset(IntStream.range(from, to).toArray());
      float[] rows = encoder.backend().evaluating(() -> unit(eye.embed(part)));
      System.arraycopy(rows, 0, all, from * width, rows.length);
      from = to;
    }
    return all;
  }

  private float[] unit(Embeddings representations) {
    try (var manager = head.backend().open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var numbers = representations.values();
      var shape = new Shape(representations.size(), representations.width());
      NDArray input = head.backend().create(manager, numbers, shape);
      return head.backend().read(Rows.unit(head.forward(input, false)));
    }
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
