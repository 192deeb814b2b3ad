package alike.train;

import alike.augment.Augment;
import alike.augment.ViewBatches;
import alike.data.ImageSet;
import alike.engine.Backend;
import alike.engine.Precision;
import alike.method.Embedding;
import alike.method.Learner;
import alike.method.Method;
import alike.method.Moment;
import alike.model.Encoder;
import java.util.List;

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
    this.backend = backend.with(recipe.precision());
    this.augment = recipe.augment().orElseGet(() -> Augment.simClr(images));
    if (recipe.images() > images.size()) {
      throw new IllegalArgumentException(
          "batch is %d%s, but there are only %d images: %s. Take a batch of at most that."
              .formatted(
                  recipe.batch(),
                  recipe.accumulated() == 1 ? "" : ", accumulated %d times".formatted(recipe.accumulated()),
                  images.size(),
                  images));
    }
    if (recipe.precision() != Precision.FLOAT32 && !recipe.encoder().takesBfloat16()) {
      throw new IllegalArgumentException(
          "precision is %s, but the layers of %s take FLOAT32 alone. Take a ConvNet or a ResNet, or leave the precision out."
              .formatted(recipe.precision(), recipe.encoder()));
    }
    var unused = recipe.schedule(); // refuses what does not fit into the epochs
    this.steps = (long) recipe.epochs() * (images.size() / recipe.images());
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
    try (var learner = recipe.method().start(start);
        var kept = Kept.of(recipe, start, learner)) {
      if (recipe.chunk() > 0 && !(learner instanceof Embedding)) {
        throw new IllegalArgumentException(
            "cacheGradients needs a method whose loss looks at embeddings alone, as SimCLR's does; %s does not. Leave cacheGradients out."
                .formatted(recipe.method()));
      }
      var encoder = new Encoder(recipe.method().toString(), kept.network(), augment);
      var reporter = new Reporter(recipe, steps);
      try {
        reporter.start();
        train(learner, kept, encoder, feed, reporter);
        return new Run(recipe.toString(), encoder, reporter.ended());
      } catch (RuntimeException | Error e) {
        var run = new Run(recipe.toString(), encoder, reporter.failed(e));
        throw new TrainingFailed(run.progress().note(), run, e);
      }
    }
  }

  private void train(
      Learner learner, Kept kept, Encoder encoder, Feed feed, Reporter reporter) {
    var rates = new Rates(learner, recipe);
    var gradients = new Gradients(learner, recipe, images, backend, rates.parameters());
    try (var updates = recipe.optimizer().start(backend, rates.parameters())) {
      for (int epoch = 0; epoch < recipe.epochs() && !reporter.stopped(); epoch++) {
        learner.before(moment(epoch, reporter));
        if (reporter.stopped()) {
          return;
        }
        for (var batch : feed.epoch(epoch, plan(learner, moment(epoch, reporter)))) {
          var moment = moment(epoch, reporter);
          try (batch) {
            add(gradients, batch, moment, reporter);
          }
          if (gradients.whole()) {
            updates.step(rates.at(moment));
            learner.after(moment);
            kept.follow();
            reporter.step(gradients.taken(), rates.scheduled(moment), learner.figures());
            if (reporter.stopped()) {
              return;
            }
          }
        }
        reporter.epoch(recipe.monitors(), encoder);
      }
    }
  }

  /** Returns the images of an epoch's batches, as many batches as fill whole steps. */
  private List<int[]> plan(Learner learner, Moment moment) {
    int batch = recipe.batch();
    var batches =
        learner
            .plan(moment, batch)
            .orElseGet(
                () ->
                    ViewBatches.shuffled(images.size(), batch, recipe.seed(), moment.epoch()));
    return batches.subList(0, batches.size() - batches.size() % recipe.accumulated());
  }

  private Moment moment(int epoch, Reporter reporter) {
    return new Moment(epoch, recipe.epochs(), reporter.step(), steps);
  }

  private void add(Gradients gradients, Feed.Portion batch, Moment moment, Reporter reporter) {
    double loss = gradients.add(batch, moment);
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException(
          "The loss of step %d is %s. Lower the learning rate (%s) or raise the temperature; the run until this step is kept."
              .formatted(reporter.step() + 1, loss, recipe.rate()));
    }
  }
}
