package alike.evaluate;

import alike.check.Require;
import alike.data.TrainTest;
import alike.engine.Backend;
import alike.model.Embeddings;
import alike.model.Encoder;
import alike.show.Card;
import java.util.List;

/**
 * How far a linear classifier gets on frozen representations: softmax regression trained by SGD on
 * representations of un-augmented images, standardised by the training set's mean and deviation.
 *
 * <p>Protocol: learning rate 0.1 with momentum 0.9 and a cosine to 0, batches of 512, weights from
 * zero, no weight decay; the last epoch counts.
 *
 * @param data trained on {@code train}, scored on {@code test}
 * @param epochs passes over the training representations, 1 or more
 * @param rate learning rate, above 0
 * @param seed decides the order of the batches
 */
public record LinearProbe(TrainTest data, int epochs, double rate, long seed)
    implements Card.Carded {

  /** Checks the settings. */
  public LinearProbe {
    Require.positive("epochs", epochs);
    Require.positive("rate", rate);
  }

  /** A probe that still lacks its data. */
  public record Unbound(int epochs) {

    /** Returns the probe on a data set. */
    public LinearProbe on(TrainTest data) {
      return new LinearProbe(data, epochs, 0.1, 0);
    }
  }

  /** Returns a probe trained for this many epochs, 1 or more. */
  public static Unbound epochs(int value) {
    return new Unbound(Require.positive("epochs", value));
  }

  /** Returns a probe of 50 epochs. */
  public static LinearProbe on(TrainTest data) {
    return epochs(50).on(data);
  }

  /** Returns a copy with a learning rate, above 0. */
  public LinearProbe rate(double value) {
    return new LinearProbe(data, epochs, value, seed);
  }

  /** Returns a copy with another order of the batches. */
  public LinearProbe seed(long value) {
    return new LinearProbe(data, epochs, rate, value);
  }

  /** Returns the part of the test images that the probe classifies rightly, in [0, 1]. */
  public double score(Encoder encoder) {
    return score(encoder.backend(), encoder.embed(data.train()), encoder.embed(data.test()));
  }

  /** Returns the same for the images' bytes, without any encoder. */
  public double scorePixels(Backend backend) {
    return score(backend, Pixels.of(data.train()), Pixels.of(data.test()));
  }

  private double score(Backend backend, Embeddings train, Embeddings test) {
    var standard = Standardised.by(train);
    int classes = data.train().classNames().size();
    try (var classifier = new SoftmaxRegression(backend, train.width(), classes)) {
      classifier.fit(standard.of(train), data.train().labels(), epochs, rate, seed);
      return Accuracy.of(classifier.predict(standard.of(test)), data.test());
    }
  }

  @Override
  public Card card() {
    return new Card(
        "Linear probe",
        "A linear classifier on frozen, standardised representations.",
        "p(c \\mid h) = \\mathrm{softmax}(W h + b)_c",
        List.of(
            new Card.Setting("epochs", Integer.toString(epochs), "passes of SGD, batches of 512"),
            new Card.Setting("rate", Double.toString(rate), "momentum 0.9, cosine to 0"),
            new Card.Setting("seed", Long.toString(seed), "order of the batches")),
        "",
        toString());
  }

  @Override
  public String toString() {
    return "LinearProbe.epochs(%d).on(data).rate(%s).seed(%d)".formatted(epochs, rate, seed);
  }
}
