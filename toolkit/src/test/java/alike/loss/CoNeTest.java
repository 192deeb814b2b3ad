package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import alike.engine.Backend;
import alike.engine.OnBothEngines;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CoNeTest {

  private static final CoNe LOSS =
      CoNe.neighbours(4).withNeighbourWeight(0.5).withConsistencyWeight(2).withFloor(0);

  /** The loss as loops. */
  private static double plain(
      SemiSupervised batch, CoNe loss, double[][] views, double[][] scores) {
    int images = views.length;
    double[][] cosines = Oracle.cosines(views, batch.bank());
    double[][] targets = batch.near(batch.key(), loss.consistencyTemperature());
    double sum = 0;
    for (int i = 0; i < images; i++) {
      double part = part(cosines[i], batch.bankLabels(), batch.labels()[i], loss);
      sum -= part > loss.floor() ? loss.neighbourWeight() * Math.log(part) : 0;
      double[] p = Oracle.softmax(scores[i]);
      if (Arrays.stream(p).min().orElseThrow() > loss.floor()) {
        sum -= Math.log(p[batch.labels()[i]]);
        for (int c = 0; c < p.length; c++) {
          sum += loss.consistencyWeight() * targets[i][c] * Math.log(targets[i][c] / p[c]);
        }
      }
    }
    return sum / images;
  }

  /** Returns which part the neighbours of a class have. */
  private static double part(double[] cosines, int[] classes, int own, CoNe loss) {
    double[] sorted = cosines.clone();
    Arrays.sort(sorted);
    double least = sorted[Math.max(0, sorted.length - loss.neighbours())];
    double all = 0;
    double friends = 0;
    for (int j = 0; j < cosines.length; j++) {
      double weight = cosines[j] >= least ? Math.exp((cosines[j] - 1) / loss.temperature()) : 0;
      all += weight;
      friends += classes[j] == own ? weight : 0;
    }
    return friends / all;
  }

  @OnBothEngines(seeds = {1, 2, 3})
  void equals_plain_loops(Backend backend, int seed) {
    var batch = new SemiSupervised(seed, 2, 1, 0, 1, 2);
    var losses = new CoNe[] {LOSS, LOSS.withFloor(0.15), CoNe.standard(), LOSS.withTemperature(1)};
    for (var loss : losses) {
      batch.agreeByViews(backend, loss, views -> plain(batch, loss, views, batch.logits()));
      batch.agreeByLogits(
          backend, loss, scores -> plain(batch, loss, batch.views().rows(), scores));
    }
  }

  @OnBothEngines
  void images_without_a_neighbour_of_their_class_count_as_nothing(Backend backend) {
    var alone = CoNe.neighbours(1).withConsistencyWeight(0);
    var batch = new SemiSupervised(2, 0, 0, 0, 0, 0);

    double loss = batch.value(backend, alone);

    // with one neighbour the part is 0 or 1: what is left is the cross-entropy
    Loops.close(loss, batch.value(backend, CrossEntropy.standard()), "loss");
  }

  @OnBothEngines
  void images_that_are_too_sure_are_left_out_and_still_divide(Backend backend) {
    var batch = new SemiSupervised(1, 0, 0, 0, 0, 0);
    var sure = LOSS.withNeighbourWeight(0).withFloor(0.5);

    // of three classes one always has less than a half
    assertThat(batch.value(backend, sure)).isZero();
  }

  @OnBothEngines
  void is_not_a_number_where_an_embedding_is_none(Backend backend) {
    var batch = new SemiSupervised(1, 0, 1, 2, 0, 1);
    var broken = batch.views();
    broken.numbers()[0] = Float.NaN;

    assertThat(broken.value(backend, given -> LOSS.of(batch.complete(given)))).isNaN();
  }

  @OnBothEngines
  void what_is_missing_or_does_not_fit_is_named(Backend backend) {
    assertThatThrownBy(() -> new SemiSupervised(1, 0, -1, 0, 1, 2).value(backend, LOSS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("every image's class", "SsCl");
    assertThatThrownBy(
            () ->
                new SemiSupervised(1, 0, 1, 0, 1, 2)
                    .value(backend, batch -> LOSS.of(batch.withBankLabels(1, 2))))
        .hasMessageContainingAll("7 rows", "got 2 bank labels");
    assertThatThrownBy(() -> Sample.random(1, 3, 2, 1).value(backend, LOSS))
        .hasMessageContaining("TARGETS");
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatThrownBy(() -> CoNe.neighbours(0)).hasMessageContaining("neighbours");
    assertThatThrownBy(() -> LOSS.withTemperature(0)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> LOSS.withConsistencyTemperature(0)).hasMessageContaining("consist");
    assertThatThrownBy(() -> LOSS.withNeighbourWeight(-1)).hasMessageContaining("neighbourW");
    assertThatThrownBy(() -> LOSS.withConsistencyWeight(-1)).hasMessageContaining("consistencyW");
    assertThatThrownBy(() -> LOSS.withFloor(-1)).hasMessageContaining("floor");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(CoNe.neighbours(20).withTemperature(0.2))
        .hasToString("CoNe.neighbours(20).withTemperature(0.2)");
  }
}
