package alike.evaluate;

import alike.data.TrainTest;
import alike.model.Embeddings;

/** Fits a linear classifier to frozen representations. Open: a lambda is a probe. */
@FunctionalInterface
public interface Probe {

  /** Returns the classifier of labelled embeddings; the same for the same embeddings. */
  LinearClassifier fit(Embeddings train);

  /** Returns the part of test embeddings that the classifier of others gets right, in [0, 1]. */
  default double score(Embeddings train, Embeddings test) {
    return fit(train).accuracy(test);
  }

  /** Returns the probe on a data set: trained on its one part, scored on the other. */
  default LinearProbe on(TrainTest data) {
    return new LinearProbe(data, this);
  }
}
