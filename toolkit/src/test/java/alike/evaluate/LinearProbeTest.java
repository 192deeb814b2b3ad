package alike.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.Reference;
import alike.data.TinyImages;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.Engines;
import alike.engine.OnBothEngines;
import alike.model.ConvNet;
import alike.model.Embeddings;
import alike.model.Encoder;
import org.junit.jupiter.api.Test;

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
}
