package alike.train;

import alike.augment.Augment;
import alike.augment.ViewBatches;
import alike.data.ImagePairs;
import alike.data.ImageSet;
import alike.data.SplitMix64;
import alike.engine.Backend;
import alike.method.Learner;
import alike.method.Method;
import alike.method.Moment;
import alike.model.Encoder;
import java.util.List;
import java.util.Optional;

/** One training: the step loop, which can be stopped after every step. */
final class Training {

  private final Recipe recipe;
  private final ImageSet images;
  private final Backend backend;
  private final Optional<RunFolder> resumed;
  private final Augment augment;
  private final Optional<Method.Side> second;
  private final long steps;
  private final EngineStreams streams;
  private final CollapseAlarm alarm;

  Training(Recipe recipe, ImageSet images, Backend backend, Optional<RunFolder> resumed) {
    this(recipe, images, Optional.empty(), backend, resumed);
  }

  Training(Recipe recipe, ImageSet images, Backend backend) {
    this(recipe, images, backend, Optional.empty());
  }

  /** Takes pairs. */
  Training(Recipe recipe, ImagePairs pairs, Backend backend, Optional<RunFolder> resumed) {
    this(
        recipe,
        pairs.first(),
        Optional.of(side(recipe.method(), pairs.second())),
        backend,
        resumed);
  }

  private static Method.Side side(Method method, ImageSet images) {
    var augment = method.augmentOfSecond(images);
    return new Method.Side(
        images,
        augment.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s trains on images, got pairs. Use TwoTower, or fit one side of the pairs."
                        .formatted(method))));
  }

  private Training(
      Recipe recipe,
      ImageSet images,
      Optional<Method.Side> second,
      Backend backend,
      Optional<RunFolder> resumed) {
    this.recipe = recipe;
    this.images = images;
    this.second = second;
    this.backend = backend.with(recipe.precision());
    this.resumed = resumed;
    this.augment = recipe.augment().orElseGet(() -> Augment.simClr(images));
    Refusals.check(recipe, images);
    this.steps = (long) recipe.epochs() * (images.size() / recipe.images());
    this.streams = new EngineStreams(this.backend, recipe.seed());
    this.alarm = CollapseAlarm.on(images);
  }

  Run run() {
    try (var feed = feed()) {
      return run(feed);
    }
  }

  private Feed feed() {
    var feed = Feed.of(recipe, images, augment, backend);
    if (second.isEmpty()) {
      return feed;
    }
    try {
      var side = second.get();
      return new PairedFeed(feed, Feed.of(ofSecond(), side.images(), side.augment(), backend));
    } catch (RuntimeException e) {
      feed.close();
      throw e;
    }
  }

  /** Returns the recipe with another seed: the two sides' views are drawn apart. */
  private Recipe ofSecond() {
    var draft = new Recipe.Draft(recipe);
    draft.seed = SplitMix64.of(recipe.seed(), 1).nextLong();
    return draft.recipe();
  }

  Run run(Feed feed) {
    backend.seed(recipe.seed());
    var start =
        new Method.Start(
            recipe.start(), backend, recipe.seed(), images, augment, recipe.batch(), second);
    try (var learner = recipe.method().start(start);
        var kept = Kept.of(recipe, start, learner)) {
      var encoder = new Encoder(recipe.method().toString(), kept.network(), augment);
      try (var journal = journal(learner, encoder)) {
        return run(learner, kept, encoder, feed, journal);
      }
    }
  }

  /** Opens what the run is written into; the encoder of a training that is refused is closed. */
  private Journal journal(Learner learner, Encoder encoder) {
    try {
      Refusals.check(recipe, learner);
      return resumed
          .map(folder -> Journal.resume(recipe, folder, data(), backend))
          .orElseGet(() -> Journal.start(recipe, Reporter.id(recipe), data(), augment, backend));
    } catch (RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  private TrainedOn data() {
    return new TrainedOn(images, second.map(Method.Side::images));
  }

  private Run run(Learner learner, Kept kept, Encoder encoder, Feed feed, Journal journal) {
    var id = journal.folder().map(RunFolder::id).orElseGet(() -> Reporter.id(recipe));
    var reporter = new Reporter(recipe, steps, id, journal.metrics(), journal.position());
    var other = second(learner);
    try {
      reporter.start();
      train(learner, kept, encoder, feed, reporter, journal);
      return new Run(recipe.toString(), encoder, other, reporter.ended(), journal.path());
    } catch (RuntimeException | Error e) {
      var last = reporter.failed(e, journal.lastGood());
      var run = new Run(recipe.toString(), encoder, other, last, journal.path());
      throw new TrainingFailed(last.note(), run, e);
    }
  }

  private Optional<Encoder> second(Learner learner) {
    return learner
        .second()
        .flatMap(
            network ->
                second.map(
                    side -> new Encoder(recipe.method() + ", second", network, side.augment())));
  }

  private void train(
      Learner learner, Kept kept, Encoder encoder, Feed feed, Reporter reporter, Journal journal) {
    var rates = new Rates(learner, recipe);
    var gradients = new Gradients(learner, recipe, images, backend, rates.parameters());
    try (var updates = recipe.optimizer().start(backend, rates.parameters())) {
      var carried = new Carried(backend, learner, kept, updates, encoder, recipe.monitors());
      journal.begin(carried, reporter::warn);
      var position = journal.position();
      var work = new Work(rates, gradients, carried, feed, reporter, journal);
      while (!reporter.over() && !reporter.stopped()) {
        position = epoch(work, position);
      }
      journal.checkpoint(position, carried);
    }
  }

  /** What the steps of a training need. */
  private record Work(
      Rates rates,
      Gradients gradients,
      Carried carried,
      Feed feed,
      Reporter reporter,
      Journal journal) {}

  /** Trains an epoch from where it stands to its end, or until it is stopped. */
  private Position epoch(Work work, Position begun) {
    var learner = work.carried.learner();
    var moment = new Moment(begun.epoch(), recipe.epochs(), begun.epochStart(), steps);
    if (begun.batches() == 0) {
      streams.epoch(learner, begun.epoch());
      learner.before(moment);
    }
    if (work.reporter.stopped()) {
      return begun;
    }
    var position = begun;
    var plan = plan(learner, moment);
    streams.step(learner, position.step());
    for (var batch : work.feed.epoch(begun.epoch(), plan.subList(begun.batches(), plan.size()))) {
      var now = new Moment(begun.epoch(), recipe.epochs(), position.step(), steps);
      try (batch) {
        add(work.gradients, batch, now);
      }
      if (work.gradients.whole()) {
        step(work, now);
        position = position.next(recipe.accumulated());
        work.journal.step(position, work.carried);
        if (work.reporter.stopped()) {
          return position;
        }
        streams.step(learner, position.step());
      }
    }
    work.reporter.epoch(recipe.monitors(), work.carried.encoder(), alarm);
    work.journal.checkpoint(position.nextEpoch(), work.carried);
    return position.nextEpoch();
  }

  /** Returns the images of an epoch's batches, as many batches as fill whole steps. */
  private List<int[]> plan(Learner learner, Moment moment) {
    int batch = recipe.batch();
    var batches =
        learner
            .plan(moment, batch)
            .orElseGet(
                () -> ViewBatches.shuffled(images.size(), batch, recipe.seed(), moment.epoch()));
    return batches.subList(0, batches.size() - batches.size() % recipe.accumulated());
  }

  private void add(Gradients gradients, Feed.Portion batch, Moment moment) {
    double loss = gradients.add(batch, moment);
    if (!Double.isFinite(loss)) {
      throw new IllegalStateException(
          "The loss of step %d is %s in %s. Lower the learning rate (%s) or raise the temperature; the run until this step is kept."
              .formatted(moment.step() + 1, loss, recipe.method(), recipe.rate()));
    }
  }

  private void step(Work work, Moment moment) {
    var learner = work.carried.learner();
    work.carried.updates().step(work.rates.at(moment));
    learner.after(moment);
    work.carried.kept().follow();
    work.reporter.step(work.gradients.taken(), work.rates.scheduled(moment), learner.figures());
  }
}
