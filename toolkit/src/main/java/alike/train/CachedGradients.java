package alike.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.nn.Parameter;
import alike.engine.Backend;
import alike.engine.Scalars;
import alike.method.Embedding;
import alike.method.Moment;
import alike.method.Views;
import java.util.ArrayList;
import java.util.List;

/**
 * A step whose activations need memory for a part of the batch only: embed all parts without
 * recording, take the loss and its gradient by the embeddings, then embed each part again and go
 * back from its share of that gradient.
 *
 * @param chunk views at a time
 * @param accumulated batches that a step takes the mean over
 * @see <a href="https://arxiv.org/abs/2101.06983">Gao et al. 2021, section 3.2</a>
 */
record CachedGradients(Embedding learner, Backend backend, int chunk, int accumulated) {

  /** Returns the loss of a batch; the gradients are left with the parameters. */
  double loss(Feed.Portion batch, int[] labels, Moment moment) {
    int views = batch.views() * labels.length;
    try (var manager = backend.open()) {
      NDArray embeddings = embedded(manager, batch, views);
      embeddings.setRequiresGradient(true);
      double value;
      try (var scope = new NDScope();
          var tape = backend.record()) {
        scope.suppressNotUsedWarning();
        var known = Views.of(embeddings, batch.views(), batch.indices(), labels, moment);
        NDArray loss = learner.loss(embeddings, known);
        tape.backward(Gradients.share(loss, accumulated));
        value = Scalars.value(loss);
      }
      if (Double.isFinite(value)) {
        backward(batch, views, embeddings.getGradient());
      }
      return value;
    }
  }

  /** Embeds all parts; running statistics stay as they were, the second pass moves them. */
  private NDArray embedded(NDManager manager, Feed.Portion batch, int views) {
    var statistics = statistics();
    var before = statistics.stream().map(NDArray::duplicate).toList();
    var parts = new NDList();
    for (int from = 0; from < views; from += chunk) {
      int first = from;
      parts.add(backend.teaching(() -> embedded(manager, part(batch, views, first))));
    }
    for (int i = 0; i < before.size(); i++) {
      try (var earlier = before.get(i)) {
        earlier.copyTo(statistics.get(i));
      }
    }
    try (parts) {
      return NDArrays.concat(parts);
    }
  }

  private NDArray embedded(NDManager manager, Part part) {
    try (var scratch = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray embeddings = learner.embed(part.in(scratch));
      embeddings.attach(manager);
      NDScope.unregister(embeddings);
      return embeddings;
    }
  }

  private void backward(Feed.Portion batch, int views, NDArray gradient) {
    var weights =
        learner.networks().values().stream()
            .flatMap(network -> network.trainable().stream())
            .map(Parameter::getArray)
            .toList();
    for (int from = 0; from < views; from += chunk) {
      var part = part(batch, views, from);
      Runnable back = () -> backward(part, gradient);
      if (from == 0) {
        back.run();
      } else {
        backend.adding(weights, back);
      }
    }
  }

  private void backward(Part part, NDArray gradient) {
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray pixels = part.in(manager);
      NDArray share = gradient.get("%d:%d".formatted(part.from(), part.to()));
      try (var tape = backend.record()) {
        tape.backward(learner.embed(pixels).mul(share).sum());
      }
    }
  }

  private List<NDArray> statistics() {
    var statistics = new ArrayList<NDArray>();
    for (var network : learner.networks().values()) {
      var trained = network.trainable().stream().map(Parameter::getArray).toList();
      for (var array : network.arrays().values()) {
        if (trained.stream().noneMatch(other -> other == array)) { // equals compares contents
          statistics.add(array);
        }
      }
    }
    return statistics;
  }

  private Part part(Feed.Portion batch, int views, int from) {
    return new Part(batch, from, (int) Math.min(from + (long) chunk, views));
  }

  /** Some views of a batch, one after the other. */
  private record Part(Feed.Portion batch, int from, int to) {

    NDArray in(NDManager manager) {
      return batch.pixels(manager, from, to);
    }
  }
}
