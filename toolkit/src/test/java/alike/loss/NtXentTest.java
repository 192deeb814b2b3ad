package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NtXentTest implements ContrastiveContract {

  @Override
  public Loss at(double temperature) {
    return NtXent.temperature(temperature);
  }

  @Override
  public double plain(double[][] rows, int[] classes, double temperature) {
    return Oracle.ntXent(rows, temperature);
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(2, 5, 6, seed);
  }

  /** The form of pytorch-metric-learning: every pair of a class on its own. */
  @Nested
  class OfClasses implements ClassContract.OfOneClass {
    @Override
    public Loss at(double temperature) {
      return NtXent.temperature(temperature).withPositives(NtXent.Positives.CLASS);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      double[][] cosines = Oracle.cosines(rows);
      double sum = 0;
      int pairs = 0;
      for (int i = 0; i < rows.length; i++) {
        for (int p = 0; p < rows.length; p++) {
          if (p != i && classes[p] == classes[i]) {
            double others = 0;
            for (int n = 0; n < rows.length; n++) {
              others +=
                  classes[n] == classes[i]
                      ? 0
                      : Math.exp((cosines[i][n] - cosines[i][p]) / temperature);
            }
            sum += Math.log(1 + others);
            pairs++;
          }
        }
      }
      return sum / pairs;
    }

    /** Image 0 has five positives, image 1 has three, and each is a pair. */
    @Override
    public double share() {
      return 2 * 5 / (2 * 5 + 3.0);
    }

    @OnBothEngines
    void without_labels_two_views_give_the_papers_form(Backend backend) {
      var sample = NtXentTest.this.sample(1);

      double pairs = sample.value(backend, at(0.1));

      Loops.close(pairs, sample.value(backend, NtXent.temperature(0.1)), "loss");
    }

    @Test
    void prints_as_the_java_that_makes_it() {
      assertThat(at(0.2))
          .hasToString("NtXent.temperature(0.2).withPositives(NtXent.Positives.CLASS)");
    }
  }

  @OnBothEngines(seeds = {2, 5, 64})
  void is_ln_of_all_others_when_all_embeddings_are_equal(Backend backend, int images) {
    var equal = Sample.random(2, images, 8, 1).map(number -> 0.3);

    double loss = equal.value(backend, at(0.1));

    assertThat(loss).isCloseTo(Math.log(2 * images - 1), within(1e-5));
  }

  @OnBothEngines
  void is_the_closed_form_for_two_images_at_right_angles(Backend backend) {
    // each view equals its partner and has cosine 0 with the two others
    var sample = new Sample(2, 2, 2, new float[] {1, 0, 0, 1, 2, 0, 0, 3}, new int[0]);

    double loss = sample.value(backend, at(0.5));

    assertThat(loss).isCloseTo(Math.log(1 + 2 * Math.exp(-2)), within(1e-5));
  }

  @OnBothEngines
  void labels_change_nothing(Backend backend) {
    var sample = sample(1);

    double labelled = sample.withLabels(0, 0, 0, 0, 0).value(backend, at(0.1));

    assertThat(labelled).isEqualTo(sample.value(backend, at(0.1)));
  }

  @OnBothEngines
  void other_numbers_of_views_are_refused_and_supcon_is_named(Backend backend) {
    for (int views : new int[] {1, 3}) {
      assertThatThrownBy(() -> Sample.random(views, 4, 3, 1).value(backend, at(0.1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("2 views", "got %d of 4".formatted(views), "SupCon");
    }
  }

  @OnBothEngines
  void a_single_image_is_refused(Backend backend) {
    assertThatThrownBy(() -> Sample.random(2, 1, 3, 1).value(backend, at(0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("2 or more images", "got 2 of 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void a_temperature_that_is_no_positive_number_is_refused(double temperature) {
    assertThatThrownBy(() -> NtXent.temperature(temperature))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("temperature", "above 0", Double.toString(temperature));
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(NtXent.temperature(0.2)).hasToString("NtXent.temperature(0.2)");
  }

  @Test
  void its_card_holds_formula_setting_source_and_code() {
    var card = NtXent.temperature(0.2).card();

    assertThat(card.formula()).contains("\\log", "\\tau");
    assertThat(card.settings())
        .extracting("name")
        .containsExactly("temperature", "positives", "tile");
    assertThat(card.text()).contains("NT-Xent", "0.2", "2002.05709", "NtXent.temperature(0.2)");
  }

  @Nested
  class InTiles extends Otherwise {
    InTiles() {
      super(3);
    }
  }

  @Nested
  class Whole extends Otherwise {
    Whole() {
      super(1000);
    }
  }

  /** The same in a form that is not the automatic one. */
  abstract class Otherwise implements ContrastiveContract {
    private final int tile;

    Otherwise(int tile) {
      this.tile = tile;
    }

    @Override
    public Loss at(double temperature) {
      return NtXent.temperature(temperature).tile(tile);
    }

    @Override
    public double plain(double[][] rows, int[] classes, double temperature) {
      return NtXentTest.this.plain(rows, classes, temperature);
    }

    @Override
    public Sample sample(int seed) {
      return NtXentTest.this.sample(seed);
    }
  }
}
