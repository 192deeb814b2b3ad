package alike.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.Reference;
import alike.data.ImageSet;
import alike.data.TinyImages;
import alike.data.TrainTest;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.model.ConvNet;
import alike.model.Embeddings;
import alike.model.Encoder;
import alike.optimize.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearProbeTest {

  /** Returns how many rows a probe gets right. */
  private static long right(Embeddings train, Embeddings test, int epochs) {
    return Math.round(LinearProbe.epochs(epochs).score(train, test) * test.size());
  }

  @Test
  void separates_what_can_be_separated() {
    var train = Points.clouds(600, 8, 5, 0.1, 1);
    var test = Points.clouds(100, 8, 5, 0.1, 2);

    assertThat(right(train, test, 20)).isEqualTo(100);
  }

  @Test
  void comes_to_the_accuracy_of_the_exact_optimum() {
    var file = Reference.file("eval.json");
    var inputs = file.get("inputs");
    var train =
        Points.of(Reference.floats(inputs.get("bank")), Reference.ints(inputs.get("bank_labels")));
    var test =
        Points.of(
            Reference.floats(inputs.get("query")), Reference.ints(inputs.get("query_labels")));
    double exact =
        file.get("results").get("linear_probe").get("cases").get(1).get("test_accuracy").asDouble();

    double accuracy = right(train, test, 200) / 60.0;

    assertThat(accuracy).isCloseTo(exact, within(0.035)); // two of 60 images
  }

  @Test
  void is_gradient_descent_as_plain_loops_do_it() {
    var train = Points.clouds(30, 3, 3, 1.0, 4); // one batch an epoch: the order is no matter
    int[] labels = train.images().labels();
    var plain = new double[3][4]; // weights and bias of each class
    var speed = new double[3][4];
    int epochs = 25;
    for (int epoch = 0; epoch < epochs; epoch++) {
      double rate = 0.1 * 0.5 * (1 + Math.cos(Math.PI * epoch / epochs));
      var gradient = new double[3][4];
      for (int row = 0; row < 30; row++) {
        double[] p = probabilities(plain, train, row);
        for (int c = 0; c < 3; c++) {
          double error = (p[c] - (labels[row] == c ? 1 : 0)) / 30;
          for (int i = 0; i < 4; i++) {
            gradient[c][i] += error * (i < 3 ? train.get(row, i) : 1);
          }
        }
      }
      for (int c = 0; c < 3; c++) {
        for (int i = 0; i < 4; i++) {
          speed[c][i] = 0.9 * speed[c][i] + gradient[c][i];
          plain[c][i] -= rate * speed[c][i];
        }
      }
    }

    double[][] logits = LinearProbe.epochs(epochs).features(Features.RAW).fit(train).logits(train);

    for (int row = 0; row < 30; row++) {
      for (int c = 0; c < 3; c++) {
        assertThat(logits[row][c]).isCloseTo(logit(plain[c], train, row), within(1e-4));
      }
    }
  }

  private static double logit(double[] weights, Embeddings rows, int row) {
    double logit = weights[3];
    for (int i = 0; i < 3; i++) {
      logit += weights[i] * rows.get(row, i);
    }
    return logit;
  }

  private static double[] probabilities(double[][] weights, Embeddings rows, int row) {
    var p = new double[weights.length];
    double sum = 0;
    for (int c = 0; c < p.length; c++) {
      p[c] = Math.exp(logit(weights[c], rows, row));
      sum += p[c];
    }
    for (int c = 0; c < p.length; c++) {
      p[c] /= sum;
    }
    return p;
  }

  @Test
  void a_column_without_variance_counts_for_nothing() {
    var train = Points.of(new float[] {1, 7, 2, 7, 3, 7, 4, 7}, 0, 0, 1, 1);
    var test = Points.of(new float[] {1, -1e6f, 4, 1e6f}, 0, 1);

    assertThat(right(train, test, 50)).isEqualTo(2);
  }

  @Test
  void standardised_columns_have_mean_0_and_deviation_1() {
    var rows = Points.of(new float[] {1, 5, 2, 5, 6, 5}, 0, 1, 0);

    var standard = Standardised.by(rows).of(rows);

    double sum = 0;
    double squares = 0;
    for (int row = 0; row < 3; row++) {
      sum += standard.get(row, 0);
      squares += standard.get(row, 0) * standard.get(row, 0);
      assertThat(standard.get(row, 1)).isZero();
    }
    assertThat(sum).isCloseTo(0, within(1e-6));
    assertThat(squares / 3).isCloseTo(1, within(1e-6));
  }

  @Test
  void small_differences_on_a_large_offset_keep_their_deviation() {
    var rows = Points.of(new float[] {10_000.0f, 10_000.01f, 10_000.02f}, 0, 1, 0);

    var standard = Standardised.by(rows).of(rows);

    assertThat(standard.get(0, 0)).isCloseTo(-1.2247f, within(0.06f)); // float32's own steps
    assertThat(standard.get(2, 0)).isCloseTo(1.2247f, within(0.06f));
  }

  @Test
  void numbers_that_are_all_tiny_count_as_much_as_others() {
    var rows = Points.of(new float[] {1e-9f, 3e-9f}, 0, 1);

    var standard = Standardised.by(rows).of(rows);

    assertThat(standard.get(0, 0)).isCloseTo(-1, within(1e-5f));
    assertThat(standard.get(1, 0)).isCloseTo(1, within(1e-5f));
  }

  @OnBothEngines
  void a_score_is_the_same_again_and_leaves_no_arrays(Backend backend) {
    Engines.use(backend.name());
    var data = TinyImages.both(64, 16, 12);
    try (var encoder = Encoder.random(ConvNet.widths(4).withGrid(2), data.train(), 1)) {
      int before = Census.of(backend);
      var probe = LinearProbe.epochs(15).on(data);

      double score = probe.score(encoder);

      assertThat(score).isGreaterThan(0.9);
      assertThat(probe.score(encoder)).isEqualTo(score);
      assertThat(probe.scorePixels()).isEqualTo(1);
      assertThat(Census.of(backend)).isEqualTo(before);
    }
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> LinearProbe.epochs(0)).hasMessageContainingAll("epochs", "0");
    assertThatThrownBy(() -> LinearProbe.epochs(5).rate(0)).hasMessageContaining("rate");
  }

  @Test
  void prints_as_the_java_that_makes_it_and_has_a_card() {
    var probe = LinearProbe.on(TinyImages.both(4, 4, 4));

    assertThat(probe).hasToString("LinearProbe.epochs(50).rate(0.1).seed(0).on(data)");
    assertThat(probe.card().text()).contains("Linear probe", "epochs", "50");
  }

  @ParameterizedTest(name = "l2 {0}")
  @ValueSource(doubles = {1e-3, 1e-2, 1})
  void at_the_optimum_no_direction_leads_down(double l2) {
    var train = Points.clouds(120, 4, 3, 1.5, 6);
    var found = LinearProbe.optimum(l2).fit(train);
    double[][] weights = found.weights();
    double[][] probabilities = found.probabilities(train);
    var standard = Standardised.by(train).of(train);

    for (int c = 0; c < 3; c++) {
      double slope = 0; // of the bias
      var slopes = new double[4];
      for (int row = 0; row < 120; row++) {
        double error = (probabilities[row][c] - (train.images().label(row) == c ? 1 : 0)) / 120;
        slope += error;
        for (int i = 0; i < 4; i++) {
          slopes[i] += error * standard.get(row, i);
        }
      }
      assertThat(slope).isCloseTo(0, within(1e-8));
      for (int i = 0; i < 4; i++) {
        assertThat(slopes[i] + l2 * weights[c][i]).isCloseTo(0, within(1e-8));
      }
    }
  }

  @Test
  void sgd_comes_near_the_optimum() {
    var train = Points.clouds(400, 6, 4, 2, 7);
    double least = LinearProbe.optimum(0).fit(train).logLoss(train);

    double loss = LinearProbe.epochs(300).batch(100).fit(train).logLoss(train);

    assertThat(loss).isBetween(least, 1.01 * least);
  }

  @Test
  void of_several_settings_the_best_on_rows_left_out_is_taken() {
    var train = Points.clouds(300, 6, 3, 2.5, 8);

    assertThat(LinearProbe.optimum(1e6, 1e-3).fit(train).setting()).isEqualTo(1e-3);
    assertThat(LinearProbe.epochs(3).rate(1e-46, 0.1).fit(train).setting()).isEqualTo(0.1);
    var alone = LinearProbe.epochs(3).rate(0.1).fit(train);
    assertThat(LinearProbe.epochs(3).rate(1e-46, 0.1).fit(train).bias())
        .as("fitted to all rows afterwards")
        .containsExactly(alone.bias());
    assertThat(SgdProbe.moCo().sweep().rates()).containsExactly(3.0, 9.0, 30.0, 90.0, 300.0);
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void every_protocol_separates_what_can_be_separated(SgdProbe protocol) {
    var train = Points.clouds(1100, 8, 5, 0.1, 1);
    var test = Points.clouds(100, 8, 5, 0.1, 2);

    assertThat(protocol.epochs(20).score(train, test)).isEqualTo(1);
    assertThat(protocol.epochs(2).seed(1).fit(train).weights())
        .isNotEqualTo(protocol.epochs(2).seed(2).fit(train).weights());
  }

  static Stream<SgdProbe> protocols() {
    return Stream.of(
        SgdProbe.simClr(),
        SgdProbe.moCo(),
        SgdProbe.byol(),
        SgdProbe.barlowTwins(),
        SgdProbe.pcl(),
        SgdProbe.standard().features(Features.UNIT));
  }

  @Test
  void nesterov_and_decay_are_those_of_pytorch() {
    var train = Points.of(new float[] {1, -2, 3, 0.5f}, 0, 1, 1, 0); // one batch an epoch
    var probe = SgdProbe.simClr().schedule(Schedule.constant()).rate(0.5).decay(0.1).epochs(3);

    double w = 0; // weight of class 0 less that of class 1, by hand
    double b = 0;
    double wSpeed = 0;
    double bSpeed = 0;
    float[] x = {1, -2, 3, 0.5f};
    int[] wanted = {1, 0, 0, 1};
    for (int epoch = 0; epoch < 3; epoch++) {
      double wSlope = 0.1 * w;
      double bSlope = 0;
      for (int i = 0; i < 4; i++) {
        double error = 2 * (1 / (1 + Math.exp(-(w * x[i] + b))) - wanted[i]) / 4;
        wSlope += error * x[i];
        bSlope += error;
      }
      wSpeed = 0.9 * wSpeed + wSlope;
      bSpeed = 0.9 * bSpeed + bSlope;
      w -= 0.5 * (wSlope + 0.9 * wSpeed);
      b -= 0.5 * (bSlope + 0.9 * bSpeed);
    }

    var found = probe.fit(train);
    assertThat(found.weights()[0][0] - found.weights()[1][0]).isCloseTo(w, within(1e-5));
    assertThat(found.bias()[0] - found.bias()[1]).isCloseTo(b, within(1e-5));
  }

  @Test
  void a_rate_drops_to_a_tenth_at_each_point() {
    var drops = Drops.at(0.6, 0.8);

    assertThat(drops.factor(59, 100)).isEqualTo(1);
    assertThat(drops.factor(60, 100)).isEqualTo(0.1);
    assertThat(drops.factor(80, 100)).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void ridge_is_the_solution_of_its_normal_equations() {
    var train = Points.clouds(90, 3, 3, 1, 9);
    var found = LinearProbe.ridge(2).fit(train);

    double[][] fitted = found.logits(train);
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = 0; i < 3; i++) {
        double slope = 2 * found.weights()[c][i];
        for (int row = 0; row < 90; row++) {
          double target = train.images().label(row) == c ? 1 : -1;
          slope += (fitted[row][c] - target) * train.get(row, i);
          sum += i == 0 ? fitted[row][c] - target : 0;
        }
        assertThat(slope).isCloseTo(0, within(1e-5));
      }
      assertThat(sum).isCloseTo(0, within(1e-5));
    }
  }

  @Test
  void the_nearest_class_mean_is_named() {
    var train = Points.of(new float[] {0, 0, 0, 2, 10, 0, 10, 2}, 0, 0, 2, 2);
    var test = Points.of(new float[] {4.9f, 9, 5.1f, -9}, 0, 2);

    assertThat(LinearProbe.nearestMean().fit(train).predict(test)).containsExactly(0, 2);
  }

  @Test
  void probabilities_sum_to_1_and_give_the_log_loss() {
    var train = Points.clouds(60, 3, 4, 1, 10);
    var found = LinearProbe.epochs(5).fit(train);

    double[][] probabilities = found.probabilities(train);

    double loss = 0;
    for (int row = 0; row < 60; row++) {
      assertThat(Arrays.stream(probabilities[row]).sum()).isCloseTo(1, within(1e-12));
      loss -= Math.log(probabilities[row][train.images().label(row)]) / 60;
    }
    assertThat(found.logLoss(train)).isCloseTo(loss, within(1e-12));
    assertThatThrownBy(() -> found.predict(Points.of(new float[] {1, 2}, 0)))
        .hasMessageContainingAll("3 numbers", "2");
  }

  @Test
  void few_labels_are_class_balanced_and_the_same_for_the_same_seed() {
    var images = TinyImages.grey(400, 4, 1);
    var data = new TrainTest(images, TinyImages.grey(8, 4, 2));

    var few = LowLabels.fraction(0.1).seed(3).of(data);

    assertThat(few.test()).isSameAs(data.test());
    assertThat(Labels.counts(few.train().labels(), 4)).containsOnly(10);
    var again = LowLabels.fraction(0.1).seed(3).of(images);
    assertThat(again.fingerprint()).isEqualTo(few.train().fingerprint());
    assertThat(LowLabels.fraction(0.1).seed(4).of(images).fingerprint())
        .isNotEqualTo(few.train().fingerprint());
    assertThat(LowLabels.fraction(0.001).of(images).size()).as("one a class").isEqualTo(4);
    assertThatThrownBy(() -> LowLabels.fraction(0)).hasMessageContaining("fraction");
  }

  @OnBothEngines
  void few_labels_are_scored_over_seeds(Backend backend) {
    Engines.use(backend.name());
    var data = TinyImages.both(80, 16, 12);
    try (var encoder = Encoder.random(ConvNet.widths(4).withGrid(2), data.train(), 1)) {
      var trials = LowLabels.fraction(0.2).score(encoder, data, LinearProbe.nearestMean(), 1, 2, 3);

      assertThat(trials.size()).isEqualTo(3);
      assertThat(trials.mean()).isGreaterThan(0.9);
    }
  }

  /** Images whose labels nothing tells: a probe learns them by heart, slowly. */
  private static TrainTest noise() {
    var random = new SplittableRandom(4);
    var pixels = new byte[80 * 12 * 12];
    random.nextBytes(pixels);
    int[] labels = random.ints(80, 0, 4).toArray();
    var images = ImageSet.of("noise", 12, 12, 1, pixels, labels, List.of("a", "b", "c", "d"));
    return new TrainTest(images, images);
  }

  @OnBothEngines
  void a_probe_beside_the_encoder_goes_on_from_epoch_to_epoch(Backend backend) {
    Engines.use(backend.name());
    var data = noise();
    var online = OnlineProbe.on(data).rate(0.05).seed(3);
    var anew = LinearProbe.epochs(1).rate(0.05).seed(3).schedule(Schedule.constant());
    try (var encoder = Encoder.random(ConvNet.widths(4).withGrid(2), data.train(), 1);
        var other = Encoder.random(ConvNet.widths(4).withGrid(2), data.train(), 1)) {
      double first = anew.on(data).score(encoder);
      double ninth = anew.epochs(9).on(data).score(encoder);
      assertThat(ninth).isGreaterThan(first);

      assertThat(online.measure(encoder)).containsEntry("online", first);
      for (int epoch = 2; epoch < 9; epoch++) {
        assertThat(online.measure(encoder)).containsOnlyKeys("online");
      }
      assertThat(online.measure(encoder)).containsEntry("online", ninth);
      assertThat(online.measure(other)).as("another layer").containsEntry("online", first);
    }
  }

  @OnBothEngines
  void as_a_monitor_it_records_its_score(Backend backend) {
    Engines.use(backend.name());
    var data = TinyImages.both(64, 32, 12);
    try (var encoder = Encoder.random(ConvNet.widths(4).withGrid(2), data.train(), 1)) {
      var probe = LinearProbe.epochs(2).on(data);

      assertThat(probe.measure(encoder))
          .containsOnlyKeys("linear")
          .containsValue(probe.score(encoder));
      assertThat(probe.fit(encoder).accuracy(encoder.embed(data.test())))
          .isEqualTo(probe.score(encoder));
    }
  }
}
