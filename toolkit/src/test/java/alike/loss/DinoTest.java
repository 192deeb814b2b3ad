package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.Census;
import alike.engine.OnBothEngines;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first three views of a sample are a student's outputs, two more the teacher's. */
class DinoTest implements VariantContract {

  private static final float[] CENTER = {0.3f, -0.1f, 0, 0.2f};

  @Override
  public List<Variant> variants() {
    var other = Dino.teacherTemperature(0.5).withStudentTemperature(2);
    return List.of(
        Variant.raw(Dino.standard(), (rows, sample) -> plain(rows, sample, 0.04, 0.1)),
        Variant.raw(other, (rows, sample) -> plain(rows, sample, 0.5, 2)));
  }

  private static double plain(double[][] rows, Sample sample, double teacher, double student) {
    int n = sample.images();
    double sum = 0;
    int terms = 0;
    for (int t = 0; t < sample.views() - 3; t++) {
      for (int s = 0; s < 3; s++) {
        for (int image = 0; image < n && s != t; image++) {
          double[] target = rows[(3 + t) * n + image].clone();
          Arrays.setAll(target, k -> (target[k] - CENTER[k]) / teacher);
          double[] probabilities = Oracle.softmax(target);
          double[] logits =
              Arrays.stream(rows[s * n + image]).map(score -> score / student).toArray();
          for (int k = 0; k < logits.length; k++) {
            sum += probabilities[k] * Oracle.crossEntropy(logits, k);
          }
          terms++;
        }
      }
    }
    return sum / terms;
  }

  @Override
  public Sample sample(int seed) {
    return Sample.random(5, 4, 4, seed).map(number -> number / 3);
  }

  @Override
  public int views(Sample sample) {
    return 3;
  }

  @Override
  public Batch batch(Sample sample, NDArray views, NDManager owner) {
    return Batch.of(views)
        .with(Role.TARGETS, targets(sample, owner))
        .with(Role.CENTER, owner.create(CENTER));
  }

  private static NDArray targets(Sample sample, NDManager manager) {
    var all = new Shape(sample.views(), sample.images(), sample.width());
    return manager.create(sample.numbers(), all).get("3:");
  }

  @OnBothEngines
  void is_ln_k_where_the_student_tells_nothing(Backend backend) {
    var sample = sample(1);
    var flat = new Sample(5, 4, 4, sample.numbers().clone(), new int[0]);
    Arrays.fill(flat.numbers(), 0, 3 * 4 * 4, 0.7f);

    double loss = graded(backend, Dino.standard(), flat).value();

    assertThat(loss).isCloseTo(Math.log(4), within(1e-5));
  }

  @OnBothEngines
  void no_gradient_flows_into_the_teacher(Backend backend) {
    try (var manager = backend.open()) {
      var sample = sample(1);
      NDArray outputs = manager.create(sample.numbers(), new Shape(5, 4, 4));
      NDArray views = outputs.get("0:3").duplicate();
      outputs.setRequiresGradient(true);
      views.setRequiresGradient(true);
      try (var tape = backend.record()) {
        var batch =
            Batch.of(views)
                .with(Role.TARGETS, outputs.get("3:"))
                .with(Role.CENTER, manager.create(CENTER));
        tape.backward(Dino.standard().of(batch));
      }

      assertThat(outputs.getGradient().toFloatArray()).containsOnly(0);
      assertThat(views.getGradient().toFloatArray()).isNotEqualTo(new float[48]);
    }
  }

  @OnBothEngines
  void the_centre_follows_the_teachers_mean_and_leaves_nothing_with_its_owner(Backend backend) {
    try (var owner = backend.open();
        var step = backend.open()) {
      NDArray center = owner.create(new float[] {1, 0});
      NDArray targets = step.create(new float[] {1, 5, 3, 7, 5, 9, 7, 11}, new Shape(2, 2, 2));
      int before = Census.under(owner);

      NDArray after = Dino.standard().withCenterMomentum(0.75).centerAfter(center, targets);

      assertThat(after.toFloatArray()).containsExactly(new float[] {1.75f, 2}, within(1e-6f));
      assertThat(after.getManager()).isSameAs(step);
      assertThat(Census.under(owner)).isEqualTo(before);
    }
  }

  @OnBothEngines
  void what_is_missing_is_refused(Backend backend) {
    assertThatThrownBy(() -> Sample.random(2, 3, 4, 1).value(backend, Dino.standard()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("DINO", "TARGETS");
    Loss uncentred = batch -> Dino.standard().of(batch.with(Role.TARGETS, batch.views()));
    assertThatThrownBy(() -> Sample.random(2, 3, 4, 1).value(backend, uncentred))
        .hasMessageContainingAll("DINO", "CENTER");
    assertThatThrownBy(() -> Sample.random(1, 3, 4, 1).value(backend, Dino.standard()))
        .hasMessageContainingAll("DINO needs 2 or more views");
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> Dino.teacherTemperature(0)).hasMessageContaining("teacherTemperature");
    assertThatThrownBy(() -> Dino.standard().withStudentTemperature(Double.NaN))
        .hasMessageContaining("studentTemperature");
    assertThatThrownBy(() -> Dino.standard().withCenterMomentum(1.1))
        .hasMessageContaining("centerMomentum");
  }

  @Test
  void prints_as_the_java_that_makes_it() {
    assertThat(Dino.standard()).hasToString("Dino.teacherTemperature(0.04)");
    assertThat(Dino.standard().withCenterMomentum(0.5))
        .hasToString("Dino.teacherTemperature(0.04).withCenterMomentum(0.5)");
  }
}
