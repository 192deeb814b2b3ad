package alike.evaluate;

import alike.data.ImageSet;
import alike.model.Encoder;
import alike.train.Run;

/** A fine-tuned encoder and the classifier that learned with it. Owns the encoder. */
public final class FineTuned implements AutoCloseable {

  private final Run run;
  private final LinearClassifier classifier;

  FineTuned(Run run, LinearClassifier classifier) {
    this.run = run;
    this.classifier = classifier;
  }

  /** Returns the figures of the training, its settings, and how it ended. */
  public Run run() {
    return run;
  }

  /** Returns the encoder, in evaluation; it lives until this is closed. */
  public Encoder encoder() {
    return run.encoder();
  }

  /** Returns the classifier of the encoder's representations. */
  public LinearClassifier classifier() {
    return classifier;
  }

  /** Returns the probability of each class for each image. */
  public double[][] probabilities(ImageSet images) {
    return classifier.probabilities(encoder().embed(images));
  }

  /** Returns the most probable class of each image. */
  public int[] predict(ImageSet images) {
    return classifier.predict(encoder().embed(images));
  }

  /** Returns the part of images that are classified rightly, in [0, 1]. */
  public double accuracy(ImageSet images) {
    return classifier.accuracy(encoder().embed(images));
  }

  @Override
  public String toString() {
    return "%s%n%s".formatted(classifier, run);
  }

  @Override
  public void close() {
    run.close();
  }
}
