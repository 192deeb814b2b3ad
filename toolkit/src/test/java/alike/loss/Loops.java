package alike.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import alike.engine.Backend;
import java.util.function.ToDoubleFunction;

/** Compares a loss with the same loss written as plain loops in double precision. */
final class Loops {

  private Loops() {}

  /** Checks value and gradient, the latter against finite differences. */
  static void agree(Backend backend, Sample sample, Loss loss, ToDoubleFunction<double[][]> plain) {
    var graded = sample.graded(backend, loss);

    close(graded.value(), plain.applyAsDouble(sample.rows()), "value");
    double[] gradient = Oracle.gradient(sample.rows(), plain);
    for (int i = 0; i < gradient.length; i++) {
      close(graded.gradient()[i], gradient[i], "gradient by number " + i);
    }
  }

  /** Checks a number within 2e-5, relative where it is above 1. */
  static void close(double value, double expected, String what) {
    assertThat(value).as(what).isCloseTo(expected, within(2e-5 * Math.max(1, Math.abs(expected))));
  }
}
