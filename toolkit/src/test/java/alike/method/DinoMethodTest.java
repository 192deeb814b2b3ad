package alike.method;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import alike.augment.Augment;
import alike.engine.Backend;
import alike.engine.OnBothEngines;
import alike.loss.Dino;
import alike.method.Learner.Pace;
import alike.model.MlpHead;
import alike.model.MlpHead.Hidden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DinoMethodTest implements MethodContract {

  private static final int OUTPUTS = 7;
  private static final MlpHead HEAD = MlpHead.widths(9, 5).withHidden(Hidden.NORM_GELU);

  @Override
  public DinoMethod small() {
    return DinoMethod.loss(Dino.teacherTemperature(0.1))
        .withHead(HEAD)
        .withOutputs(OUTPUTS)
        .withMomentum(Momentum.constant(0.9))
        .withWarmup(0.05, 3)
        .withFrozenEpochs(0);
  }

  @Override
  public Rehearsal.Source source() {
    return MultiCropViews::of;
  }

  @Override
  public Smoke smoke() {
    var method =
        DinoMethod.loss(Dino.standard())
            .withHead(MlpHead.widths(128, 64).withHidden(Hidden.NORM_GELU))
            .withOutputs(128);
    return Smoke.of(method, 10, 0.01);
  }

  @OnBothEngines(seeds = {1, 2})
  void steps_are_the_papers(Backend backend, int seed) {
    try (var training = Rehearsal.of(small(), backend, seed, source())) {
      var center = new double[OUTPUTS];
      for (int step = 0; step < 5; step++) {
        double[][] student = MultiCropViews.embeddings(training, "encoder", "head", "last");
        double[][] teacher =
            MultiCropViews.group(training, 0, "teacherEncoder", "teacherHead", "teacherLast");
        double temperature = step < 3 ? 0.05 : 0.075; // of epochs 0 and 1 of three
        double expected = plain(student, teacher, center, temperature);

        assertThat(training.step()).as("step %d", step).isCloseTo(expected, within(2e-4));
        for (int k = 0; k < OUTPUTS; k++) {
          center[k] = 0.9 * center[k] + 0.1 * Numbers.mean(Numbers.column(teacher, 0, 16, k));
        }
      }
      float[] saved = (float[]) requireNonNull(training.save().arrays().get("method.center"));
      for (int k = 0; k < OUTPUTS; k++) {
        assertThat((double) saved[k]).isCloseTo(center[k], within(1e-5));
      }
    }
  }

  private static double plain(
      double[][] student, double[][] teacher, double[] center, double temperature) {
    double sum = 0;
    int pairs = 0;
    for (int t = 0; t < 2; t++) {
      for (int s = 0; s < 4; s++) {
        for (int i = 0; i < 8 && s != t; i++) {
          double[] row = teacher[8 * t + i];
          var target = new double[OUTPUTS];
          Arrays.setAll(target, k -> (row[k] - center[k]) / temperature);
          double[] sharp = Arrays.stream(Numbers.logSoftmax(target)).map(Math::exp).toArray();
          double[] logits = Arrays.stream(student[8 * s + i]).map(x -> x / 0.1).toArray();
          sum -= Numbers.dot(sharp, Numbers.logSoftmax(logits)) / 8;
        }
        pairs += s == t ? 0 : 1;
      }
    }
    return sum / pairs;
  }

  @OnBothEngines
  void the_teacher_is_a_moving_mean_of_the_student(Backend backend) {
    try (var training = Rehearsal.of(small(), backend, 1, source())) {
      double[] losses = training.steps(2);
      var before = requireNonNull(training.values("teacherLast").get("directions"));
      double loss = training.step();
      var student = requireNonNull(training.values("last").get("directions"));
      var teacher = requireNonNull(training.values("teacherLast").get("directions"));

      for (int i = 0; i < teacher.length; i++) {
        assertThat((double) teacher[i]).isCloseTo(0.9 * before[i] + 0.1 * student[i], within(1e-6));
      }
      assertThat(losses).doesNotContain(loss);
    }
  }

  @Test
  void the_teachers_temperature_moves_in_a_line_then_stays() {
    var method = DinoMethod.loss(Dino.teacherTemperature(0.07)).withWarmup(0.04, 4);

    assertThat(method.lossAt(0).teacherTemperature()).isEqualTo(0.04);
    assertThat(method.lossAt(1).teacherTemperature()).isCloseTo(0.05, within(1e-12));
    assertThat(method.lossAt(3)).isEqualTo(method.loss());
    assertThat(method.lossAt(30)).isEqualTo(method.loss());
    assertThat(method.withWarmup(0.04, 0).lossAt(0)).isEqualTo(method.loss());
  }

  @OnBothEngines
  void the_last_layer_stands_still_in_the_first_epoch(Backend backend) {
    try (var training = Rehearsal.of(small().withFrozenEpochs(1), backend, 1, source())) {
      float[] start = requireNonNull(training.values("last").get("directions"));
      var unused = training.steps(3);

      assertThat(requireNonNull(training.values("last").get("directions"))).containsExactly(start);
      assertThat(training.learner().pace("last", new Moment(0, 4, 2, 12))).isEqualTo(Pace.FROZEN);
      double[] losses = training.steps(1);
      assertThat(requireNonNull(training.values("last").get("directions"))).isNotEqualTo(start);
      assertThat(losses).hasSize(1);
    }
  }

  @Test
  void takes_all_views_of_a_multi_crop_and_prints_as_java() {
    assertThat(small().views(Augment.dino(28))).isEqualTo(Augment.dino(28).views());
    assertThat(DinoMethod.loss(Dino.standard()))
        .hasToString("DinoMethod.loss(Dino.teacherTemperature(0.04))");
    assertThat(small())
        .hasToString(
            "DinoMethod.loss(Dino.teacherTemperature(0.1)).withHead(%s)".formatted(HEAD)
                + ".withOutputs(7).withMomentum(Momentum.constant(0.9))"
                + ".withWarmup(0.05, 3).withFrozenEpochs(0)");
    assertThatThrownBy(() -> small().withOutputs(1)).hasMessageContaining("outputs");
  }
}
