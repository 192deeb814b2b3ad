package alike.train;

import alike.optimize.Optimizer;
import ai.djl.ndarray.NDScope;
import alike.augment.Augment;
import alike.augment.ViewBatches;
import alike.data.ImageSet;
import alike.engine.Backend;
import alike.engine.Scalars;
import alike.method.Embedding;
import alike.method.Learner;
import alike.method.Method;
import alike.method.Moment;
import alike.method.Views;
import alike.model.Encoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
    var start =
        new Method.Start(recipe.encoder(), backend, recipe.seed(), images, augment, recipe.batch());
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
    var rates = new Rates(learner, recipe.optimizer());
    try (var updates = recipe.optimizer().start(backend, rates.parameters())) {
      for (int epoch = 0; epoch < recipe.epochs() && !reporter.stopped(); epoch++) {
        var moment = moment(epoch, reporter);
        learner.before(moment);
        if (reporter.stopped()) {
          return;
        }
        for (var batch : feed.epoch(epoch, plan(learner, moment))) {
          try (batch) {
            step(learner, rates, updates, batch, moment(epoch, reporter), reporter);
          }
          if (reporter.stopped()) {
            return;
          }
        }
        reporter.epoch(recipe.monitors(), encoder);
      }
    }
  }

  private List<int[]> plan(Learner learner, Moment moment) {
    return learner
        .plan(moment, recipe.batch())
        .orElseGet(
            () ->
                ViewBatches.shuffled(images.size(), recipe.batch(), recipe.seed(), moment.epoch()));
  }

  private Moment moment(int epoch, Reporter reporter) {
    return new Moment(epoch, recipe.epochs(), reporter.step(), steps);
  }

  private void step(
      Learner learner,
      Rates rates,
      Optimizer.Updates updates,
      Feed.Portion batch,
      Moment moment,
      Reporter reporter) {
    double loss = loss(learner, batch, moment);
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException(
          "The loss of step %d is %s. Lower the learning rate (%s) or raise the temperature; the run until this step is kept."
              .formatted(reporter.step() + 1, loss, recipe.optimizer().rate()));
    }
    updates.step(rates.at(moment));
    learner.after(moment);
    reporter.step(loss, rates.scheduled(moment), learner.figures());
  }

  private double loss(Learner learner, Feed.Portion batch, Moment moment) {
    int[] indices = batch.indices();
    int[] labels = Arrays.stream(indices).map(images::label).toArray();
    int views = batch.views() * labels.length;
    if (learner instanceof Embedding embedding && recipe.chunk() > 0 && recipe.chunk() < views) {
      return new CachedGradients(embedding, backend, recipe.chunk()).loss(batch, labels, moment);
    }
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var given = new Views(batch.crops(manager), indices, labels, moment, Map.of());
      try (var tape = backend.record()) {
        var loss = learner.loss(given);
        tape.backward(loss);
        return Scalars.value(loss);
      }
    }
  }
}
