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
import java.util.Optional;

/** One training: the step loop, which can be stopped after every step. */
final class Training {

  private final Recipe recipe;
  private final ImageSet images;
  private final Backend backend;
  private final Optional<RunFolder> resumed;
  private final Augment augment;
  private final long steps;
  private final EngineStreams streams;
  private final CollapseAlarm alarm;

  Training(Recipe recipe, ImageSet images, Backend backend, Optional<RunFolder> resumed) {
    this.recipe = recipe;
    this.images = images;
    this.backend = backend;
    this.resumed = resumed;
    this.augment = recipe.augment().orElseGet(() -> Augment.simClr(images));
    Refusals.check(recipe, images);
    this.steps = (long) recipe.epochs() * (images.size() / recipe.batch());
    this.streams = new EngineStreams(backend, recipe.seed());
    this.alarm = CollapseAlarm.on(images);
  }

  Run run() {
    try (var feed = Feed.of(recipe, images, augment, backend)) {
      return run(feed);
    }
  }

  Run run(Feed feed) {
    backend.seed(recipe.seed());
    var start =
        new Method.Start(recipe.start(), backend, recipe.seed(), images, augment, recipe.batch());
    try (var learner = recipe.method().start(start)) {
      var encoder = new Encoder(recipe.method().toString(), learner.encoder(), augment);
      try (var journal = journal(learner, encoder)) {
        return run(learner, encoder, feed, journal);
      }
    }
  }

  /** Opens what the run is written into; the encoder of a training that is refused is closed. */
  private Journal journal(Learner learner, Encoder encoder) {
    try {
      Refusals.check(recipe, learner);
      return resumed
          .map(folder -> Journal.resume(recipe, folder, images, backend))
          .orElseGet(() -> Journal.start(recipe, Reporter.id(recipe), images, augment, backend));
    } catch (RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  private Run run(Learner learner, Encoder encoder, Feed feed, Journal journal) {
    var id = journal.folder().map(RunFolder::id).orElseGet(() -> Reporter.id(recipe));
    var reporter = new Reporter(recipe, steps, id, journal.metrics(), journal.position());
    try {
      reporter.start();
      train(learner, encoder, feed, reporter, journal);
      return new Run(recipe.toString(), encoder, reporter.ended(), journal.path());
    } catch (RuntimeException | Error e) {
      var kept = new Run(recipe.toString(), encoder, reporter.failed(e, journal.lastGood()), journal.path());
      throw new TrainingFailed(kept.progress().note(), kept, e);
    }
  }

  private void train(
      Learner learner, Encoder encoder, Feed feed, Reporter reporter, Journal journal) {
    var rates = new Rates(learner, recipe.optimizer());
    try (var updates = recipe.optimizer().start(backend, rates.parameters())) {
      var carried = new Carried(backend, learner, updates, encoder, recipe.monitors());
      journal.begin(carried, reporter::warn);
      var position = journal.position();
      var work = new Work(learner, rates, carried, feed, reporter, journal);
      while (!reporter.over() && !reporter.stopped()) {
        position = epoch(work, position);
      }
      journal.checkpoint(position, carried);
    }
  }

  /** What the steps of a training need. */
  private record Work(
      Learner learner,
      Rates rates,
      Carried carried,
      Feed feed,
      Reporter reporter,
      Journal journal) {}

  /** Trains an epoch from where it stands to its end, or until it is stopped. */
  private Position epoch(Work work, Position begun) {
    var moment = new Moment(begun.epoch(), recipe.epochs(), begun.epochStart(), steps);
    if (begun.batches() == 0) {
      streams.epoch(work.learner, begun.epoch());
      work.learner.before(moment);
    }
    if (work.reporter.stopped()) {
      return begun;
    }
    var position = begun;
    var plan = plan(work.learner, moment);
    for (var batch : work.feed.epoch(begun.epoch(), plan.subList(begun.batches(), plan.size()))) {
      try (batch) {
        streams.step(work.learner, position.step());
        var now = moment(begun.epoch(), work.reporter);
        step(work.learner, work.rates, work.carried.updates(), batch, now, work.reporter);
      }
      position = position.next();
      work.journal.step(position, work.carried);
      if (work.reporter.stopped()) {
        return position;
      }
    }
    work.reporter.epoch(recipe.monitors(), work.carried.encoder(), alarm);
    work.journal.checkpoint(position.nextEpoch(), work.carried);
    return position.nextEpoch();
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
          "The loss of step %d is %s in %s. Lower the learning rate (%s) or raise the temperature; the run until this step is kept."
              .formatted(
                  reporter.step() + 1, loss, recipe.method(), recipe.optimizer().rate()));
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
      var pixels = batch.pixels(manager, 0, views);
      try (var tape = backend.record()) {
        var loss = learner.loss(Views.of(pixels, batch.views(), indices, labels, moment));
        tape.backward(loss);
        return Scalars.value(loss);
      }
    }
  }
}
