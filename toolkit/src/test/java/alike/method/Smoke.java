package alike.method;

import alike.data.FashionMnist;
import alike.data.TrainTest;
import alike.engine.Backend;
import alike.engine.Engines;
import alike.evaluate.FeatureSpread;
import alike.evaluate.Knn;
import alike.model.ConvNet;
import alike.model.Encoder;
import alike.train.Pretrain;
import alike.optimize.AdamW;
import alike.optimize.Cosine;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A training of seconds on some real images, compared with the same encoder untrained.
 *
 * @param training what is trained
 * @param margin by which the part of images that kNN classifies rightly must grow
 */
record Smoke(Pretrain training, double margin) {

  static final TrainTest DATA =
      new TrainTest(
          FashionMnist.mini().train().balanced(100, 1), FashionMnist.mini().test().balanced(50, 1));

  private static final ConvNet ENCODER = ConvNet.widths(8, 16, 32);
  private static final Map<String, Double> RANDOM = new ConcurrentHashMap<>();

  /** Trains a method for some epochs of 15 steps. */
  static Smoke of(Method method, int epochs, double margin) {
    return new Smoke(
        Pretrain.with(method)
            .encoder(ENCODER)
            .optimizer(AdamW.rate(3e-3).schedule(Cosine.warmup(0.1)))
            .epochs(epochs)
            .batch(64)
            .seed(1),
        margin);
  }

  Result on(Backend backend) {
    Engines.use(backend.name());
    double random = RANDOM.computeIfAbsent(backend.name(), name -> random());
    try (var run = training.fit(DATA.train())) {
      var spread = FeatureSpread.of(run.encoder().embed(DATA.test()));
      double share = spread.deviation() / spread.healthy();
      return new Result(Knn.on(DATA).score(run.encoder()), random, share);
    }
  }

  private static double random() {
    double sum = 0;
    for (int seed = 0; seed < 3; seed++) {
      try (var encoder = Encoder.random(ENCODER, DATA.train(), seed)) {
        sum += Knn.on(DATA).score(encoder);
      }
    }
    return sum / 3;
  }

  /**
   * What came of it.
   *
   * @param knn the part of images that are classified rightly
   * @param random the same before training, the mean of three seeds
   * @param spread the deviation of normalised representations over 1/√D; 0 is collapsed
   */
  record Result(double knn, double random, double spread) {}
}
