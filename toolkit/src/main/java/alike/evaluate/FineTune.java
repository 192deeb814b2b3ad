package alike.evaluate;

import alike.augment.Augment;
import alike.augment.ColorJitter;
import alike.augment.GaussianBlur;
import alike.augment.RandomGrayscale;
import alike.check.Require;
import alike.data.TrainTest;
import alike.model.Architecture;
import alike.model.Encoder;
import alike.optimize.Cosine;
import alike.optimize.Milestones;
import alike.optimize.Optimizer;
import alike.optimize.Sgd;
import alike.show.Card;
import alike.train.Pretrain;
import java.util.List;
import java.util.Optional;

/**
 * Fine-tuning: the whole encoder and a linear classifier on it learn together, from labels, by
 * cross-entropy. What is fine-tuned is a copy; the encoder that is given stays as it is. On a part
 * of the labels this is the low-label protocol: {@code FineTune.on(LowLabels.fraction(0.01)
 * .of(data)).epochs(60)}. What it is compared with is {@link Encoder#random} under the same
 * settings.
 *
 * <p>Shapes: images [N, C, H, W], {@code logits = W f(x) + b} [N, classes]. Where we differ from
 * the papers: the classifier starts uniformly within ±1/√width, theirs normally with deviation
 * 0.01; batches are at most as large as the training set.
 *
 * @param data trained on {@code train}, scored on {@code test}
 * @param epochs passes over the training images, 1 or more
 * @param batch images of a step, 2 or more; clamped to the training set
 * @param optimizer how gradients change the weights
 * @param classifier what the classifier's learning rate is multiplied by, above 0
 * @param augment what makes the training images; empty for random crops and flips
 * @param seed decides the first classifier, the order of the images and their views
 */
public record FineTune(
    TrainTest data,
    int epochs,
    int batch,
    Optimizer optimizer,
    double classifier,
    Optional<Augment> augment,
    long seed)
    implements Card.Carded {

  /** Checks the settings. */
  public FineTune {
    Require.positive("epochs", epochs);
    Require.atLeast("batch", 2, batch);
    Require.positive("classifier", classifier);
  }

  /**
   * Returns SimCLR's protocol: Nesterov, rate 0.05 · batch/256, no warm-up, no decay of the
   * weights, 30 epochs; the paper takes 60 on 1 % and 30 on 10 % of the labels, and batches of
   * 4096. Here the batch is 256 and the rate falls along a cosine, of which the paper says nothing.
   *
   * @see <a href="https://arxiv.org/abs/2002.05709">Chen et al. 2020, appendix B.5</a>
   */
  public static FineTune on(TrainTest data) {
    var sgd = Sgd.rate(0.05).withNesterov().decay(0).schedule(Cosine.warmup(0));
    return new FineTune(data, 30, 256, sgd.scaledByBatch(), 1, Optional.empty(), 0);
  }

  /**
   * Returns the protocol of Barlow Twins: 20 epochs, batches of 256, a fifth of the rate after
   * epochs 12 and 16, no decay; 0.005 for the encoder and 100 times as much for the classifier on 1
   * % of the labels, 0.02 and 25 times as much on 10 %.
   *
   * @param rate of the encoder, above 0; the classifier's is 0.5
   * @see <a href="https://arxiv.org/abs/2103.03230">Zbontar et al. 2021, semi-supervised training,
   *     and its code</a>
   */
  public static FineTune barlowTwins(TrainTest data, double rate) {
    var sgd = Sgd.rate(rate).decay(0).schedule(Milestones.at(0.6, 0.8).times(0.2));
    return new FineTune(data, 20, 256, sgd, 0.5 / rate, Optional.empty(), 0);
  }

  /** Returns a copy on other data. */
  public FineTune data(TrainTest value) {
    return new FineTune(value, epochs, batch, optimizer, classifier, augment, seed);
  }

  /** Returns a copy of more or fewer epochs, 1 or more. */
  public FineTune epochs(int value) {
    return new FineTune(data, value, batch, optimizer, classifier, augment, seed);
  }

  /** Returns a copy with other batches, of 2 images or more. */
  public FineTune batch(int value) {
    return new FineTune(data, epochs, value, optimizer, classifier, augment, seed);
  }

  /** Returns a copy with another optimiser. */
  public FineTune optimizer(Optimizer value) {
    return new FineTune(data, epochs, batch, value, classifier, augment, seed);
  }

  /** Returns a copy whose classifier learns so many times as fast as the encoder, above 0. */
  public FineTune classifier(double factor) {
    return new FineTune(data, epochs, batch, optimizer, factor, augment, seed);
  }

  /**
   * Returns a copy with other training images.
   *
   * @param value of the size and the normalisation that the encoder was trained with
   */
  public FineTune augment(Augment value) {
    return new FineTune(data, epochs, batch, optimizer, classifier, Optional.of(value), seed);
  }

  /** Returns a copy with another first classifier, other batches and views. */
  public FineTune seed(long value) {
    return new FineTune(data, epochs, batch, optimizer, classifier, augment, value);
  }

  /** Returns the part of the test images that a fine-tuned copy classifies rightly, in [0, 1]. */
  public double score(Encoder encoder) {
    try (var tuned = fit(encoder)) {
      return tuned.accuracy(data.test());
    }
  }

  /**
   * Returns a fine-tuned copy of an encoder, on the engine in use. Shows no progress. An interrupt
   * of the thread ends the training; what it came to is returned.
   *
   * @throws IllegalArgumentException if there are fewer than two classes, or the encoder's networks
   *     cannot be made anew
   * @throws alike.train.TrainingFailed if it cannot go on; the run so far is in it
   */
  public FineTuned fit(Encoder encoder) {
    var architecture = encoder.network().architecture();
    requireAnew(architecture, encoder);
    var tuning = new Tuning(classifier);
    var run =
        Pretrain.with(tuning)
            .encoder(architecture)
            .from(encoder)
            .augment(augment.orElseGet(() -> cropsAndFlips(encoder)))
            .optimizer(optimizer)
            .epochs(epochs)
            .batch(Math.min(batch, data.train().size()))
            .seed(seed)
            .quiet()
            .fit(data.train());
    return new FineTuned(run, tuning.classifier());
  }

  private static void requireAnew(Architecture architecture, Encoder encoder) {
    var block = architecture.create();
    if (architecture.create() == block) {
      throw new IllegalArgumentException(
          "%s is put together from networks that are trained already and cannot be made anew. Fine-tune an encoder of one architecture."
              .formatted(encoder));
    }
  }

  private static Augment cropsAndFlips(Encoder encoder) {
    return Augment.simClr(encoder.augment().size())
        .without(ColorJitter.class)
        .without(RandomGrayscale.class)
        .without(GaussianBlur.class)
        .with(encoder.augment().normalization());
  }

  @Override
  public Card card() {
    return new Card(
        "Fine-tuning",
        "The whole encoder and a linear classifier learn together from labels.",
        "p(c \\mid x) = \\mathrm{softmax}(W f(x) + b)_c",
        List.of(
            new Card.Setting("epochs", Integer.toString(epochs), "passes over the images"),
            new Card.Setting("batch", Integer.toString(batch), "images of a step"),
            new Card.Setting("optimizer", optimizer.toString(), "of both"),
            new Card.Setting("classifier", Double.toString(classifier), "times the rate"),
            new Card.Setting("seed", Long.toString(seed), "first classifier, order, views")),
        "Chen et al. 2020, arXiv 2002.05709, appendix B.5",
        toString());
  }

  @Override
  public String toString() {
    return "FineTune.on(data).epochs(%d).batch(%d).optimizer(%s)%s%s.seed(%d)"
        .formatted(
            epochs,
            batch,
            optimizer,
            classifier == 1 ? "" : ".classifier(" + classifier + ")",
            augment.map(value -> ".augment(" + value + ")").orElse(""),
            seed);
  }
}
