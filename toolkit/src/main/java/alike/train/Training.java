package alike.train;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.augment.Augment;
import alike.data.ImageSet;
import alike.engine.Backend;
import alike.engine.Scalars;
import alike.method.Embedding;
import alike.method.Learner;
import alike.method.Method;
import alike.method.Views;
import alike.model.Encoder;
import java.util.Arrays;

/** One training: the step loop, which can be stopped after every step. */
final class Training {

  private final Recipe recipe;
  private final ImageSet images;
  private final Backend backend;
  private final Augment augment;
  private final long steps;

  Training(Recipe recipe, ImageSet images, Backend backend) {
    this.recipe = recipe;
    this.images = images;
    this.backend = backend;
    this.augment = recipe.augment().orElseGet(() -> Augment.simClr(images));
    if (recipe.batch() > images.size()) {
      throw new IllegalArgumentException(
          "batch is %d, but there are only %d images: %s. Take a batch of at most that."
              .formatted(recipe.batch(), images.size(), images));
    }
    this.steps = (long) recipe.epochs() * (images.size() / recipe.batch());
  }

  Run run() {
    try (var feed = Feed.of(recipe, images, augment, backend)) {
      return run(feed);
    }
  }

  Run run(Feed feed) {
    backend.seed(recipe.seed());
    var image = new Shape(1, images.channels(), augment.size(), augment.size());
    var start = new Method.Start(recipe.encoder(), backend, recipe.seed(), image);
    try (var learner = recipe.method().start(start)) {
      if (recipe.chunk() > 0 && !(learner instanceof Embedding)) {
        throw new IllegalArgumentException(
            "cacheGradients needs a method whose loss looks at embeddings alone, as SimCLR's does; %s does not. Leave cacheGradients out."
                .formatted(recipe.method()));
      }
      var encoder = new Encoder(recipe.method().toString(), learner.encoder(), augment);
      var reporter = new Reporter(recipe, steps);
      try {
        reporter.start();
        train(learner, encoder, feed, reporter);
        return new Run(recipe.toString(), encoder, reporter.ended());
      } catch (RuntimeException | Error e) {
        var kept = new Run(recipe.toString(), encoder, reporter.failed(e));
        throw new TrainingFailed(kept.progress().note(), kept, e);
      }
    }
  }

  private void train(Learner learner, Encoder encoder, Feed feed, Reporter reporter) {
    var parameters =
        learner.networks().values().stream()
            .flatMap(network -> network.trainable().stream())
            .toList();
    try (var updates = recipe.optimizer().start(backend, parameters)) {
      for (int epoch = 0; epoch < recipe.epochs() && !reporter.stopped(); epoch++) {
        for (var batch : feed.epoch(epoch)) {
          try (batch) {
            step(learner, updates, batch, reporter);
          }
          if (reporter.stopped()) {
            return;
          }
        }
        reporter.epoch(recipe.monitors(), encoder);
      }
    }
  }

  private void step(
      Learner learner, Optimizer.Updates updates, Feed.Portion batch, Reporter reporter) {
    double factor = recipe.optimizer().schedule().factor(reporter.step(), steps);
    double rate = recipe.optimizer().rate() * factor;
    double loss = loss(learner, batch);
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException(
          "The loss of step %d is %s. Lower the learning rate (%s) or raise the temperature; the run until this step is kept."
              .formatted(reporter.step() + 1, loss, recipe.optimizer().rate()));
    }
    updates.step(rate);
    reporter.step(loss, rate);
  }

  private double loss(Learner learner, Feed.Portion batch) {
    int[] labels = Arrays.stream(batch.indices()).map(images::label).toArray();
    int views = batch.views() * labels.length;
    if (learner instanceof Embedding embedding && recipe.chunk() > 0 && recipe.chunk() < views) {
      return new CachedGradients(embedding, backend, recipe.chunk()).loss(batch, labels);
    }
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var pixels = batch.pixels(manager, 0, views);
      try (var tape = backend.record()) {
        var loss = learner.loss(new Views(pixels, batch.views(), labels));
        tape.backward(loss);
        return Scalars.value(loss);
      }
    }
  }
}
