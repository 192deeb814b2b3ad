package alike.evaluate;

import alike.check.Require;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What continual learning keeps, from a square of accuracies: {@code A[t][i]} on task i after
 * learning task t, both from 0 to T − 1, in [0, 1].
 *
 * @see <a href="https://arxiv.org/abs/1706.08840">Lopez-Paz and Ranzato 2017, section 3</a>
 * @see <a href="https://arxiv.org/abs/1801.10112">Chaudhry et al. 2018, forgetting</a>
 */
public final class TaskAccuracies {

  private final double[][] accuracy; // [after task, on task]

  private TaskAccuracies(double[][] accuracy) {
    this.accuracy = accuracy;
  }

  /**
   * Takes the accuracies.
   *
   * @param accuracy [T, T], T of 2 or more: line t holds the accuracies on all tasks after task t
   */
  public static TaskAccuracies of(double[][] accuracy) {
    Require.atLeast("the number of tasks", 2, accuracy.length);
    for (var line : accuracy) {
      if (line.length != accuracy.length) {
        throw new IllegalArgumentException(
            "After each of %d tasks there must be %d accuracies, one a task, got %d. Measure on tasks to come as well."
                .formatted(accuracy.length, accuracy.length, line.length));
      }
      for (double value : line) {
        Require.probability("an accuracy", value);
      }
    }
    return new TaskAccuracies(
        Arrays.stream(accuracy).map(double[]::clone).toArray(double[][]::new));
  }

  /** Returns how many tasks there are. */
  public int tasks() {
    return accuracy.length;
  }

  /** Returns {@code (1/T) Σ_i A[T−1][i]}, in [0, 1]. */
  public double average() {
    return average(tasks() - 1);
  }

  /** Returns the mean accuracy over the tasks 0 … t after task t, in [0, 1]. */
  public double average(int task) {
    Require.within("task", 0, tasks() - 1, task);
    return IntStream.rangeClosed(0, task).mapToDouble(i -> accuracy[task][i]).sum() / (task + 1);
  }

  /**
   * Returns {@code (1/(T−1)) Σ_{i<T−1} (max_t A[t][i] − A[T−1][i])}, in [0, 1]; lower is better.
   * The maximum runs over all t, so it is never negative.
   */
  public double forgetting() {
    return early(
        i ->
            IntStream.range(0, tasks()).mapToDouble(t -> accuracy[t][i]).max().orElse(0) - last(i));
  }

  /** Returns {@code (1/(T−1)) Σ_{i<T−1} (A[T−1][i] − A[i][i])}, in [−1, 1]; higher is better. */
  public double backwardTransfer() {
    return early(i -> last(i) - accuracy[i][i]);
  }

  /**
   * Returns {@code (1/(T−1)) Σ_{i≥1} (A[i−1][i] − R[i])}, in [−1, 1]; higher is better.
   *
   * @param random R: the accuracy on each task of an encoder that has learned nothing
   */
  public double forwardTransfer(double... random) {
    Require.within("the number of random accuracies", tasks(), tasks(), random.length);
    return IntStream.range(1, tasks()).mapToDouble(i -> accuracy[i - 1][i] - random[i]).sum()
        / (tasks() - 1);
  }

  /** Returns the learning accuracy {@code (1/T) Σ_t A[t][t]}, in [0, 1]. */
  public double plasticity() {
    return IntStream.range(0, tasks()).mapToDouble(t -> accuracy[t][t]).sum() / tasks();
  }

  /**
   * Returns the mean of {@code A[t][i] / A[i][i]} over all t &gt; i: 1 if nothing is lost, above if
   * later tasks help. Tasks that were never learned, A[i][i] = 0, are left out; our own measure.
   */
  public double stability() {
    return IntStream.range(0, tasks())
        .boxed()
        .flatMapToDouble(
            t ->
                IntStream.range(0, t)
                    .filter(i -> accuracy[i][i] > 0)
                    .mapToDouble(i -> accuracy[t][i] / accuracy[i][i]))
        .average()
        .orElse(Double.NaN);
  }

  private double last(int task) {
    return accuracy[tasks() - 1][task];
  }

  private double early(IntToDoubleFunction measure) {
    return IntStream.range(0, tasks() - 1).mapToDouble(measure).sum() / (tasks() - 1);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d tasks: average %.1f %%, forgetting %.1f %%, plasticity %.1f %%, backward transfer %.1f %%",
        tasks(),
        100 * average(),
        100 * forgetting(),
        100 * plasticity(),
        100 * backwardTransfer());
  }
}
