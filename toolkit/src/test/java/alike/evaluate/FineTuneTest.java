package alike.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import alike.augment.Augment;
import alike.augment.Normalize;
import alike.augment.Resize;
import alike.data.ImageSet;
import alike.data.TinyImages;
import alike.data.TrainTest;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.model.Architecture;
import alike.model.ConvNet;
import alike.model.Encoder;
import alike.model.Network;
import alike.optimize.Sgd;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FineTuneTest {

  private static final TrainTest DATA = TinyImages.both(64, 40, 12);

  /** 16 pixels to 3 numbers, so that plain loops can say what a step does. */
  private static final Architecture LINEAR =
      () ->
          new SequentialBlock()
              .add(Blocks.batchFlattenBlock())
              .add(Linear.builder().setUnits(3).optBias(false).build());

  private static Encoder untrained(TrainTest data) {
    return Encoder.random(ConvNet.widths(4, 8), data.train(), 1);
  }

  /**
   * Settings under which the few tiny images are learned; whole, since a flip changes the class.
   */
  private static FineTune quick(TrainTest data) {
    return FineTune.on(data)
        .augment(Augment.pipeline(new Resize(12), Normalize.of(DATA.train())))
        .optimizer(Sgd.rate(0.1).decay(0))
        .batch(16)
        .epochs(8);
  }

  @OnBothEngines
  void learns_the_classes_on_a_copy_and_leaves_no_arrays(Backend backend) {
    Engines.use(backend.name());
    try (var encoder = untrained(DATA)) {
      float[] before = encoder.embed(DATA.test()).values();
      int arrays = Census.of(backend);
      var tuning = quick(DATA);

      double score = tuning.score(encoder);

      assertThat(score).isGreaterThan(0.9);
      assertThat(encoder.embed(DATA.test()).values()).containsExactly(before);
      assertThat(Census.of(backend)).isEqualTo(arrays);
      try (var tuned = tuning.fit(encoder)) {
        assertThat(tuned.accuracy(DATA.test())).as("the same again").isEqualTo(score);
        assertThat(tuned.encoder().embed(DATA.test()).values()).isNotEqualTo(before);
        assertThat(Accuracy.of(tuned.predict(DATA.test()), DATA.test())).isEqualTo(score);
        assertThat(tuned.probabilities(DATA.test())).hasDimensions(40, 4);
        assertThat(tuned.run().series().series("loss").size()).isEqualTo(8 * 4);
      }
    }
  }

  /** One step on one batch of whole images, as plain loops do it. */
  @OnBothEngines
  void a_step_moves_encoder_and_classifier_down_the_gradient_of_the_cross_entropy(Backend backend) {
    Engines.use(backend.name());
    var images = TinyImages.grey(8, 4, 1);
    var whole = Augment.pipeline(new Resize(4), Normalize.none());
    var tuning =
        FineTune.on(new TrainTest(images, images)).epochs(1).batch(8).augment(whole).seed(5);
    var start = tuning.optimizer(Sgd.rate(1e-30).decay(0));
    var network = Network.of(LINEAR, backend, 2, new Shape(1, 1, 4, 4));
    try (var encoder = new Encoder("linear", network, whole);
        var still = start.fit(encoder);
        var moved = tuning.optimizer(Sgd.rate(0.5).decay(0)).classifier(4).fit(encoder)) {
      var first = still.classifier();
      double[][] errors = errors(still.probabilities(images), images);
      double[][] inputs = inputs(images);

      for (int c = 0; c < 4; c++) {
        for (int i = 0; i < 3; i++) {
          double slope = 0;
          for (int n = 0; n < 8; n++) {
            slope += errors[n][c] * still.encoder().embed(images).get(n, i);
          }
          assertThat(moved.classifier().weights()[c][i])
              .isCloseTo(first.weights()[c][i] - 4 * 0.5 * slope, within(1e-5));
        }
      }
      double[][] weights = weights(encoder);
      for (int i = 0; i < 3; i++) {
        for (int pixel = 0; pixel < 16; pixel++) {
          double slope = 0;
          for (int n = 0; n < 8; n++) {
            for (int c = 0; c < 4; c++) {
              slope += errors[n][c] * first.weights()[c][i] * inputs[n][pixel];
            }
          }
          assertThat(weights(moved.encoder())[i][pixel])
              .isCloseTo(weights[i][pixel] - 0.5 * slope, within(1e-5));
        }
      }
    }
  }

  private static double[][] errors(double[][] probabilities, ImageSet images) {
    for (int n = 0; n < 8; n++) {
      probabilities[n][images.label(n)] -= 1;
      for (int c = 0; c < 4; c++) {
        probabilities[n][c] /= 8;
      }
    }
    return probabilities;
  }

  private static double[][] inputs(ImageSet images) {
    var pixels = Pixels.of(images);
    return IntStream.range(0, images.size())
        .mapToObj(n -> IntStream.range(0, 16).mapToDouble(i -> pixels.get(n, i)).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] weights(Encoder linear) {
    var weights = linear.weights();
    float[] numbers = weights.numbers(weights.names().get(0));
    return IntStream.range(0, 3)
        .mapToObj(i -> IntStream.range(0, 16).mapToDouble(p -> numbers[i * 16 + p]).toArray())
        .toArray(double[][]::new);
  }

  @OnBothEngines
  void few_labels_are_scored_over_draws(Backend backend) {
    Engines.use(backend.name());
    try (var encoder = untrained(DATA)) {
      var trials = LowLabels.fraction(0.25).score(encoder, quick(DATA).batch(4).epochs(20), 1, 2);

      assertThat(trials.size()).isEqualTo(2);
      assertThat(trials.mean()).isGreaterThan(0.8);
      var first = LowLabels.fraction(0.25).seed(1).of(DATA);
      assertThat(trials.values()[0])
          .isEqualTo(quick(first).batch(4).epochs(20).seed(1).score(encoder));
    }
  }

  @Test
  void the_views_are_crops_and_flips_with_the_normalisation_of_the_encoder() {
    try (var encoder = untrained(DATA);
        var tuned = FineTune.on(DATA).epochs(1).fit(encoder)) {
      var views = tuned.encoder().augment();

      assertThat(views.normalization()).isEqualTo(encoder.augment().normalization());
      assertThat(views.toString()).contains("Crop(12", "Flip(0.5").doesNotContain("Jitter", "Blur");
    }
  }

  @Test
  void what_cannot_be_fine_tuned_is_refused() {
    var one = ImageSet.of("one", 12, 12, 1, new byte[8 * 144], new int[8], List.of("only"));
    try (var encoder = untrained(DATA)) {
      var network = Network.beside(List.of(encoder.network()), () -> 1);
      var joined = new Encoder("joined", network, encoder.augment());

      assertThatThrownBy(() -> FineTune.on(new TrainTest(one, one)).fit(encoder))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("two or more classes");
      assertThatThrownBy(() -> FineTune.on(DATA).fit(joined))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("joined", "cannot be made anew");
      assertThatThrownBy(() -> FineTune.on(DATA).epochs(0)).hasMessageContaining("epochs");
      assertThatThrownBy(() -> FineTune.on(DATA).batch(1)).hasMessageContaining("batch");
      assertThatThrownBy(() -> FineTune.on(DATA).classifier(0)).hasMessageContaining("classifier");
    }
  }

  @Test
  void prints_as_the_java_that_makes_it_and_has_a_card() {
    assertThat(FineTune.on(DATA).epochs(60).seed(2))
        .hasToString(
            "FineTune.on(data).epochs(60).batch(256).optimizer(Sgd.rate(0.05).momentum(0.9)"
                + ".decay(0.0).withNesterov().schedule(Cosine.warmup(0.0)).scaledByBatch()).seed(2)");
    assertThat(FineTune.barlowTwins(DATA, 0.005).toString())
        .contains("epochs(20)", "Sgd.rate(0.005)", "Milestones.at(0.6, 0.8).times(0.2)")
        .contains(".classifier(100.0)");
    assertThat(FineTune.on(DATA).card().text()).contains("Fine-tuning", "epochs", "30");
  }
}
