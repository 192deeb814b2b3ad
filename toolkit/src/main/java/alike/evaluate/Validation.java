package alike.evaluate;

import alike.data.SplitMix64;
import alike.model.Embeddings;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/** Chooses a setting on a tenth of the training set, never on the test set. */
final class Validation {

  private Validation() {}

  /**
   * Returns the probe of the setting with the highest accuracy on rows left out, fitted to all
   * rows; of equals the first. A single setting is taken as it is.
   */
  static LinearClassifier choose(
      Embeddings train, List<Double> settings, long seed, DoubleFunction<Probe> probe) {
    double best = settings.get(0);
    if (settings.size() > 1) {
      var order = SplitMix64.of(seed, train.size(), 2).permutation(train.size());
      int left = Math.max(1, train.size() / 10);
      var validation = subset(train, Arrays.copyOf(order, left));
      var rest = subset(train, Arrays.copyOfRange(order, left, order.length));
      double highest = -1;
      for (double setting : settings) {
        double accuracy = probe.apply(setting).score(rest, validation);
        if (accuracy > highest) {
          highest = accuracy;
          best = setting;
        }
      }
    }
    return probe.apply(best).fit(train);
  }

  static Embeddings subset(Embeddings rows, int... places) {
    int width = rows.width();
    float[] all = rows.values();
    var values = new float[places.length * width];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(all, places[i] * width, values, i * width, width);
    }
    return Embeddings.of(rows.images().subset(places), width, values);
  }
}
