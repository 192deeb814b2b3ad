package alike.evaluate;

import alike.check.Require;
import alike.data.ImageSet;
import alike.data.TrainTest;
import alike.model.Encoder;
import java.util.Arrays;

/**
 * Few labels: a class-balanced part of the training images, the test images in full. The same seed
 * gives the same images.
 *
 * @param fraction the part of the labels, above 0 and at most 1; 0.01 and 0.1 are usual. Every
 *     class gets the same number of images, one or more
 * @param seed decides the images
 */
public record LowLabels(double fraction, long seed) {

  /** Checks the fraction. */
  public LowLabels {
    Require.within("fraction", Double.MIN_VALUE, 1, fraction);
  }

  /** Returns a part of the labels, above 0 and at most 1, with seed 0. */
  public static LowLabels fraction(double value) {
    return new LowLabels(value, 0);
  }

  /** Returns a copy that draws other images. */
  public LowLabels seed(long value) {
    return new LowLabels(fraction, value);
  }

  /**
   * Returns the data with fewer training images.
   *
   * @throws IllegalArgumentException if a class has too few images
   */
  public TrainTest of(TrainTest data) {
    return new TrainTest(of(data.train()), data.test());
  }

  /** Returns a class-balanced part of images. */
  public ImageSet of(ImageSet images) {
    int classes = images.classNames().size();
    int each = (int) Math.max(1, Math.round(fraction * images.size() / classes));
    return images.balanced(each, seed);
  }

  /** Returns the accuracy of a probe over several draws, one a seed. */
  public Trials score(Encoder encoder, TrainTest data, Probe probe, long... seeds) {
    var test = encoder.embed(data.test());
    return Trials.of(
        Arrays.stream(seeds)
            .mapToDouble(each -> probe.score(encoder.embed(seed(each).of(data.train())), test))
            .toArray());
  }

  /**
   * Returns the accuracy of fine-tuning over several draws, one a seed, which decides its first
   * classifier, batches and views as well.
   *
   * @param tuning on all data; this part of it is learned from
   */
  public Trials score(Encoder encoder, FineTune tuning, long... seeds) {
    return Trials.of(
        Arrays.stream(seeds)
            .mapToDouble(
                each -> tuning.data(seed(each).of(tuning.data())).seed(each).score(encoder))
            .toArray());
  }

  @Override
  public String toString() {
    return "LowLabels.fraction(%s).seed(%d)".formatted(fraction, seed);
  }
}
