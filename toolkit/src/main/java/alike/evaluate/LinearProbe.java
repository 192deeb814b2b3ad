package alike.evaluate;

import alike.data.TrainTest;
import alike.model.Encoder;
import alike.show.Card;
import alike.train.Monitor;
import java.util.List;
import java.util.Map;

/**
 * How far a linear classifier gets on frozen representations of un-augmented images. As a monitor
 * it records {@code linear}, the accuracy in [0, 1].
 *
 * @param data trained on {@code train}, scored on {@code test}
 * @param probe how the classifier is found
 */
public record LinearProbe(TrainTest data, Probe probe) implements Monitor, Card.Carded {

  /** Returns a probe by SGD for this many epochs, 1 or more. */
  public static SgdProbe epochs(int value) {
    return SgdProbe.standard().epochs(value);
  }

  /** Returns a probe by SGD for 50 epochs. */
  public static LinearProbe on(TrainTest data) {
    return epochs(50).on(data);
  }

  /**
   * Returns the optimum of logistic regression with a penalty.
   *
   * @param l2 0 or more; of several, the one that is best on a tenth of the training images, left
   *     out for this, is taken for all of them
   */
  public static OptimalProbe optimum(double... l2) {
    return OptimalProbe.l2(l2);
  }

  /** Returns ridge regression on the classes, with a penalty above 0. */
  public static RidgeProbe ridge(double alpha) {
    return new RidgeProbe(alpha);
  }

  /** Returns the classifier by the nearest class mean. */
  public static NearestMeanProbe nearestMean() {
    return new NearestMeanProbe();
  }

  /** Returns the part of the test images that the probe classifies rightly, in [0, 1]. */
  public double score(Encoder encoder) {
    return probe.score(encoder.embed(data.train()), encoder.embed(data.test()));
  }

  /** Returns the same for the images' bytes, without any encoder. */
  public double scorePixels() {
    return probe.score(Pixels.of(data.train()), Pixels.of(data.test()));
  }

  /** Returns the classifier of an encoder's representations of the training images. */
  public LinearClassifier fit(Encoder encoder) {
    return probe.fit(encoder.embed(data.train()));
  }

  @Override
  public Map<String, Double> measure(Encoder encoder) {
    return Map.of("linear", score(encoder));
  }

  @Override
  public Card card() {
    return new Card(
        "Linear probe",
        "A linear classifier on frozen representations.",
        "p(c \\mid h) = \\mathrm{softmax}(W h + b)_c",
        probe instanceof SgdProbe sgd ? sgd.settings() : List.of(),
        "",
        toString());
  }

  @Override
  public String toString() {
    return probe + ".on(data)";
  }
}
