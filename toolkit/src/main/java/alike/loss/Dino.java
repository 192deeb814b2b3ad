package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lets a student predict a teacher's centred and sharpened output of another view.
 *
 * <p>{@code L = mean over t and s ≠ t of − mean_b Σ_k softmax((Tᵗ − c)/τ_t)_k ln
 * softmax(Sˢ/τ_s)_k}: S the student's outputs, T the teacher's, into which no gradient flows, c the
 * running mean of the teacher's outputs, {@link #centerAfter}.
 *
 * <p>Shapes: views [V, N, K] are S, {@link Role#TARGETS} [T, N, K] the teacher's outputs of the
 * first T views, {@link Role#CENTER} [K]; result a scalar in nats, ln K where the outputs tell
 * nothing. {@link Role#WEIGHTS}, where the batch has them, weigh the images of the mean.
 *
 * @param teacherTemperature τ_t, above 0; the paper takes 0.04, warmed up to 0.07
 * @param studentTemperature τ_s, above 0; the paper takes 0.1
 * @param centerMomentum how much of the centre each step keeps, 0 to 1; the paper takes 0.9
 * @see <a href="https://arxiv.org/abs/2104.14294">Caron et al. 2021, eq. 1 to 4</a>
 */
public record Dino(double teacherTemperature, double studentTemperature, double centerMomentum)
    implements Loss, Card.Carded {

  private static final String NAME = "DINO";

  /** Checks the settings. */
  public Dino {
    Require.positive("teacherTemperature", teacherTemperature);
    Require.positive("studentTemperature", studentTemperature);
    Require.probability("centerMomentum", centerMomentum);
  }

  /** Returns the paper's loss: 0.04, 0.1, 0.9. */
  public static Dino standard() {
    return new Dino(0.04, 0.1, 0.9);
  }

  /** Returns the loss with another temperature of the teacher, above 0. */
  public static Dino teacherTemperature(double value) {
    return new Dino(value, 0.1, 0.9);
  }

  /** Returns a copy with another temperature of the student, above 0. */
  public Dino withStudentTemperature(double value) {
    return new Dino(teacherTemperature, value, centerMomentum);
  }

  /** Returns a copy whose centre keeps another part of itself at each step, 0 to 1. */
  public Dino withCenterMomentum(double value) {
    return new Dino(teacherTemperature, studentTemperature, value);
  }

  /**
   * Returns the centre after a step: {@code m c + (1 − m) mean(T)}.
   *
   * @param center [K] before
   * @param targets [T, N, K], the step's outputs of the teacher
   * @return [K], on the manager of the targets: copy it if it is to outlive them
   */
  public NDArray centerAfter(NDArray center, NDArray targets) {
    NDArray rows = targets.stopGradient().reshape(-1, center.getShape().get(0));
    NDArray mean = rows.mean(new int[] {0});
    return mean.sub(
        Scalars.times(mean.sub(center), centerMomentum)); // the centre never on the left
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.severalViews(batch, NAME);
    NDArray targets = Lent.constant(batch, Role.TARGETS, NAME); // [T, N, K]
    NDArray center = Lent.constant(batch, Role.CENTER, NAME); // [K]
    int teachers = (int) targets.getShape().get(0);
    var shape = batch.views().getShape();
    NDArray student =
        Scalars.over(batch.rows(), studentTemperature).logSoftmax(1).reshape(shape); // [V, N, K]
    var probabilities =
        IntStream.range(0, teachers)
            .mapToObj(
                teacher ->
                    Scalars.over(targets.get(teacher).sub(center), teacherTemperature).softmax(1))
            .toList();
    var images = Anchors.of(batch, batch.images(), NAME);
    return CrossViews.meanDot(student, probabilities, images).neg();
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Lets a student predict a teacher's centred and sharpened output of another view.",
        "\\mathcal{L} = -\\frac{1}{P} \\sum_t \\sum_{s \\neq t} \\frac{1}{N} \\sum_{b=1}^{N} \\sum_k"
            + " \\mathrm{softmax}((T^t_b - c) / \\tau_t)_k \\log"
            + " \\mathrm{softmax}(S^s_b / \\tau_s)_k",
        List.of(
            new Card.Setting(
                "teacherTemperature",
                Double.toString(teacherTemperature),
                "τ_t > 0; the paper takes 0.04, warmed up to 0.07"),
            new Card.Setting(
                "studentTemperature",
                Double.toString(studentTemperature),
                "τ_s > 0; the paper takes 0.1"),
            new Card.Setting(
                "centerMomentum",
                Double.toString(centerMomentum),
                "0 to 1, what the centre keeps at each step; the paper takes 0.9")),
        "Caron et al. 2021, arXiv 2104.14294, eq. 1 to 4",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "teacherTemperature");
  }
}
