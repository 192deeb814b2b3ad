package alike.evaluate;

import alike.model.Embeddings;

/**
 * The class whose mean is nearest by Euclidean distance: {@code argmax_c m_c · h − |m_c|²/2},
 * linear and without settings. A class without training images is never named.
 *
 * @see <a href="https://doi.org/10.1109/TPAMI.2013.83">Mensink et al. 2013</a>
 */
public record NearestMeanProbe() implements Probe {

  @Override
  public LinearClassifier fit(Embeddings train) {
    int width = train.width();
    int classes = train.images().classNames().size();
    int[] labels = train.images().labels();
    int[] sizes = Labels.counts(labels, classes);
    var means = new double[classes][width];
    float[] values = train.values();
    for (int i = 0; i < values.length; i++) {
      means[labels[i / width]][i % width] += (double) values[i] / sizes[labels[i / width]];
    }
    var bias = new double[classes];
    for (int c = 0; c < classes; c++) {
      for (double each : means[c]) {
        bias[c] -= each * each / 2;
      }
      bias[c] = sizes[c] == 0 ? Double.NEGATIVE_INFINITY : bias[c];
    }
    return new LinearClassifier(Features.RAW.by(train), means, bias, 0);
  }

  @Override
  public String toString() {
    return "LinearProbe.nearestMean()";
  }
}
