package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.data.ImageSet;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import alike.loss.CrossEntropy;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupervisedTest implements MethodContract {

  @Override
  public Supervised small() {
    return Supervised.loss(CrossEntropy.standard().withSmoothing(0.2)).withViews(2);
  }

  @Override
  public Smoke smoke() {
    return Smoke.of(Supervised.loss(CrossEntropy.standard()), 10, 0.03);
  }

  @OnBothEngines(seeds = {1, 2})
  void a_step_is_the_cross_entropy_of_every_view(Backend backend, int seed) {
    try (var training = Rehearsal.of(small(), backend, seed)) {
      double[] before = training.steps(2);
      double[][] scores = Numbers.embeddings(training, "encoder", "classifier");

      double expected = 0;
      for (int row = 0; row < 16; row++) {
        int image = (row % 8 * 5 + 2 * 8) % 24;
        double[] logs = Numbers.logSoftmax(scores[row]);
        for (int c = 0; c < 4; c++) {
          double target = 0.05 + (Rehearsal.IMAGES.label(image) == c ? 0.8 : 0);
          expected -= target * logs[c] / 16;
        }
      }
      assertThat(training.step()).isCloseTo(expected, within(1e-5));
      assertThat(before).hasSize(2);
    }
  }

  @OnBothEngines
  void images_of_one_class_are_refused(Backend backend) {
    var one = ImageSet.of("one", 8, 8, 1, new byte[8 * 64], new int[8], List.of("only"));
    var start = Rehearsal.start(backend, 1);
    var alone =
        new Method.Start(start.encoder(), backend, 1, one, start.augment(), start.batch());

    assertThatThrownBy(() -> small().start(alone))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("Supervised", "learns from classes", "two or more classes");
    assertThatThrownBy(() -> small().withViews(0)).hasMessageContaining("views");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(small())
        .hasToString("Supervised.loss(CrossEntropy.standard().withSmoothing(0.2)).withViews(2)");
  }
}
