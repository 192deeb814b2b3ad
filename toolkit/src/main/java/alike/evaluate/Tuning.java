package alike.evaluate;

import ai.djl.ndarray.NDArray;
import alike.loss.CrossEntropy;
import alike.method.Learner;
import alike.method.Method;
import alike.method.Supervised;
import alike.method.Views;
import alike.model.Network;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The supervised method, except that its classifier is kept. For one training. */
final class Tuning implements Method {

  private static final Supervised SUPERVISED = Supervised.loss(CrossEntropy.standard());
  private static final String CLASSIFIER = "classifier";

  private final double factor;
  private Optional<LinearClassifier> found = Optional.empty();

  /**
   * Returns the method.
   *
   * @param factor what the classifier's learning rate is multiplied by
   */
  Tuning(double factor) {
    this.factor = factor;
  }

  /** Returns the classifier as the training left it. */
  LinearClassifier classifier() {
    return found.orElseThrow(() -> new IllegalStateException("The training is not over."));
  }

  @Override
  public int views() {
    return SUPERVISED.views();
  }

  @Override
  public Learner start(Start start) {
    return new Keeping(SUPERVISED.start(start));
  }

  /** Learns as another does, and reads its classifier before it is closed. */
  private final class Keeping implements Learner {
    private final Learner base;

    Keeping(Learner base) {
      this.base = base;
    }

    @Override
    public Network encoder() {
      return base.encoder();
    }

    @Override
    public Map<String, Network> networks() {
      return base.networks();
    }

    @Override
    public double rateFactor(String network) {
      return network.equals(CLASSIFIER) ? factor : 1;
    }

    @Override
    public NDArray loss(Views views) {
      return base.loss(views);
    }

    @Override
    public void close() {
      found = Optional.of(read(Objects.requireNonNull(networks().get(CLASSIFIER))));
      base.close();
    }
  }

  /** Returns a linear layer outside the engine. */
  private static LinearClassifier read(Network layer) {
    var arrays = layer.arrays().values().iterator(); // weights [C, D], bias [C]
    float[] weights = layer.backend().read(arrays.next());
    float[] offsets = layer.backend().read(arrays.next());
    int width = weights.length / offsets.length;
    var lines = new double[offsets.length][width];
    var bias = new double[offsets.length];
    for (int i = 0; i < weights.length; i++) {
      lines[i / width][i % width] = weights[i];
    }
    for (int c = 0; c < bias.length; c++) {
      bias[c] = offsets[c];
    }
    return new LinearClassifier(rows -> rows, lines, bias, 0);
  }

  @Override
  public String toString() {
    return "fine-tuning";
  }
}
