package alike.evaluate;

import alike.check.Require;
import alike.data.SplitMix64;
import alike.model.Embeddings;
import alike.optimize.Cosine;
import alike.optimize.Schedule;
import alike.show.Card;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;

/**
 * Softmax regression trained by SGD, as the papers probe representations, but on un-augmented
 * images. The last epoch counts. The result does not depend on engine or threads.
 *
 * @param name what makes the settings, for people
 * @param epochs passes over the training representations, 1 or more
 * @param batch rows of a step, 1 or more; clamped to the training set
 * @param rates learning rates, each above 0; of several, the one that is best on a tenth of the
 *     training set, left out for this, is taken for all of it
 * @param momentum [0, 1)
 * @param nesterov whether the momentum looks ahead
 * @param decay of the weights, not of the bias, 0 or more
 * @param schedule what the rate is multiplied by
 * @param features what the layer is given
 * @param deviation of the first weights, 0 or more
 * @param seed decides the first weights and the order of the batches
 */
public record SgdProbe(
    String name,
    int epochs,
    int batch,
    List<Double> rates,
    double momentum,
    boolean nesterov,
    double decay,
    Schedule schedule,
    Features features,
    double deviation,
    long seed)
    implements Probe {

  /** Checks the settings. */
  public SgdProbe {
    Require.positive("epochs", epochs);
    Require.positive("batch", batch);
    Require.positive("the number of rates", rates.size());
    rates.forEach(rate -> Require.positive("rate", rate));
    Require.within("momentum", 0, Math.nextDown(1.0), momentum);
    Require.notNegative("decay", decay);
    Require.notNegative("deviation", deviation);
    rates = List.copyOf(rates);
  }

  /**
   * Returns 50 epochs on standardised representations: rate 0.1 with momentum 0.9 and a cosine to
   * 0, batches of 512, weights from zero, no decay.
   */
  public static SgdProbe standard() {
    return new SgdProbe(
        "LinearProbe",
        50,
        512,
        List.of(0.1),
        0.9,
        false,
        0,
        Cosine.warmup(0),
        Features.STANDARDISED,
        0,
        0);
  }

  /**
   * Returns SimCLR's probe: 100 epochs, Nesterov, rate 0.1 · batch/256, batches of 512, cosine, raw
   * representations.
   *
   * @see <a href="https://arxiv.org/abs/2002.05709">Chen et al. 2020, appendix B.9</a>
   */
  public static SgdProbe simClr() {
    return paper("simClr", 100, 512, 0.2, true, 0, Cosine.warmup(0), 0);
  }

  /**
   * Returns MoCo's probe: 100 epochs, rate 30, batches of 256, a tenth after epochs 60 and 80, raw
   * representations, first weights of deviation 0.01.
   *
   * @see <a href="https://arxiv.org/abs/1911.05722">He et al. 2019, section 4.1</a>
   */
  public static SgdProbe moCo() {
    return paper("moCo", 100, 256, 30, false, 0, Drops.at(0.6, 0.8), 0.01);
  }

  /**
   * Returns BYOL's probe: 80 epochs, Nesterov, rate 0.2 · batch/256, batches of 1024, cosine, raw
   * representations.
   *
   * @see <a href="https://arxiv.org/abs/2006.07733">Grill et al. 2020, appendix C.1</a>
   */
  public static SgdProbe byol() {
    return paper("byol", 80, 1024, 0.8, true, 0, Cosine.warmup(0), 0);
  }

  /**
   * Returns the probe of Barlow Twins and SwAV: 100 epochs, rate 0.3, batches of 256, decay 1e-6,
   * cosine, raw representations.
   *
   * @see <a href="https://arxiv.org/abs/2103.03230">Zbontar et al. 2021, appendix A</a>
   */
  public static SgdProbe barlowTwins() {
    return paper("barlowTwins", 100, 256, 0.3, false, 1e-6, Cosine.warmup(0), 0);
  }

  /**
   * Returns PCL's probe: 100 epochs, rate 5, batches of 256, a tenth after epochs 60 and 80, raw
   * representations.
   *
   * @see <a href="https://arxiv.org/abs/2005.04966">Li et al. 2020, section 4</a>
   */
  public static SgdProbe pcl() {
    return paper("pcl", 100, 256, 5, false, 0, Drops.at(0.6, 0.8), 0);
  }

  private static SgdProbe paper(
      String name,
      int epochs,
      int batch,
      double rate,
      boolean nesterov,
      double decay,
      Schedule schedule,
      double deviation) {
    var rates = List.of(rate);
    return new SgdProbe(
        name, epochs, batch, rates, 0.9, nesterov, decay, schedule, Features.RAW, deviation, 0);
  }

  /** Returns a copy of more or fewer epochs, 1 or more. */
  public SgdProbe epochs(int value) {
    return with(draft -> draft.epochs = value);
  }

  /** Returns a copy with other batches, of 1 row or more. */
  public SgdProbe batch(int value) {
    return with(draft -> draft.batch = value);
  }

  /** Returns a copy with a learning rate, or with several to choose from, each above 0. */
  public SgdProbe rate(double... values) {
    return with(draft -> draft.rates = DoubleStream.of(values).boxed().toList());
  }

  /** Returns a copy that chooses from 0.1, 0.3, 1, 3 and 10 times its rate, as the field does. */
  public SgdProbe sweep() {
    double rate = rates.get(0);
    return rate(0.1 * rate, 0.3 * rate, rate, 3 * rate, 10 * rate);
  }

  /** Returns a copy with a weight decay, 0 or more. */
  public SgdProbe decay(double value) {
    return with(draft -> draft.decay = value);
  }

  /** Returns a copy with another schedule. */
  public SgdProbe schedule(Schedule value) {
    return with(draft -> draft.schedule = value);
  }

  /** Returns a copy whose layer is given something else. */
  public SgdProbe features(Features value) {
    return with(draft -> draft.features = value);
  }

  /** Returns a copy with another order of the batches. */
  public SgdProbe seed(long value) {
    return with(draft -> draft.seed = value);
  }

  private SgdProbe with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return new SgdProbe(
        name,
        draft.epochs,
        draft.batch,
        draft.rates,
        momentum,
        nesterov,
        draft.decay,
        draft.schedule,
        draft.features,
        deviation,
        draft.seed);
  }

  /** A probe being changed. */
  private static final class Draft {
    private int epochs;
    private int batch;
    private List<Double> rates;
    private double decay;
    private Schedule schedule;
    private Features features;
    private long seed;

    Draft(SgdProbe probe) {
      epochs = probe.epochs;
      batch = probe.batch;
      rates = probe.rates;
      decay = probe.decay;
      schedule = probe.schedule;
      features = probe.features;
      seed = probe.seed;
    }
  }

  @Override
  public LinearClassifier fit(Embeddings train) {
    return Validation.choose(
        train, rates, seed, rate -> rates.size() == 1 ? this::train : rate(rate));
  }

  private LinearClassifier train(Embeddings train) {
    var given = features.by(train);
    var random = SplitMix64.of(seed, 0);
    int classes = train.images().classNames().size();
    var layer = new SoftmaxRegression(train.width(), classes, this, random);
    var rows = given.apply(train);
    long steps = (long) epochs * (train.size() / Math.min(batch, train.size()));
    for (int epoch = 0; epoch < epochs && !Thread.currentThread().isInterrupted(); epoch++) {
      layer.epoch(rows, random, steps);
    }
    return layer.classifier(given, rates.get(0));
  }

  List<Card.Setting> settings() {
    return List.of(
        new Card.Setting("epochs", Integer.toString(epochs), "passes of SGD"),
        new Card.Setting("batch", Integer.toString(batch), "rows of a step"),
        new Card.Setting("rate", rates.toString(), "of several the best on validation"),
        new Card.Setting("momentum", Double.toString(momentum), nesterov ? "Nesterov" : ""),
        new Card.Setting("decay", Double.toString(decay), "of the weights"),
        new Card.Setting("features", features.name(), "what the layer is given"),
        new Card.Setting("seed", Long.toString(seed), "order of the batches"));
  }

  @Override
  public String toString() {
    var rate = rates.stream().map(Object::toString).reduce((a, b) -> a + ", " + b).orElse("");
    return name.equals("LinearProbe")
        ? "LinearProbe.epochs(%d).rate(%s).seed(%d)".formatted(epochs, rate, seed)
        : "SgdProbe.%s().epochs(%d).rate(%s).seed(%d)".formatted(name, epochs, rate, seed);
  }
}
