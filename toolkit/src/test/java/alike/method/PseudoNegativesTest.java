package alike.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.engine.OnBothEngines;

/**
 * The equations on arrays whose results were computed in float64, with the authors' code where
 * there is any: {@code x_s[i][j] = sin(1 + s + 7i + 3j)}.
 */
class PseudoNegativesTest {

  /** Arrays of four rows, and queues of five. */
  private record Inputs(NDManager manager) {

    NDArray raw(int s, int rows) {
      var values = new float[rows * 3];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) Math.sin(1 + s + 7 * (i / 3) + 3 * (i % 3));
      }
      return manager.create(values, new Shape(rows, 3));
    }

    NDArray x(int s) {
      return raw(s, 4);
    }

    /** Returns x of two numbers, one below the other. */
    NDArray pair(int s) {
      return NDArrays.concat(new NDList(x(s), x(s + 1)));
    }
  }

  private interface Equation {
    NDArray of(Inputs inputs);
  }

  private static void gives(Backend backend, double expected, Equation equation) {
    try (var manager = backend.open();
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      assertThat((double) equation.of(new Inputs(manager)).getFloat())
          .isCloseTo(expected, within(2e-5 * Math.max(1, expected)));
    }
  }

  @OnBothEngines
  void one_direction_with_queues(Backend backend) {
    gives(
        backend,
        13.608625236083263,
        in -> {
          var both = NDArrays.concat(new NDList(in.raw(6, 5), in.raw(7, 5)));
          return PseudoNegatives.queued(in.x(0), in.x(1), both, 0.2)
              .add(PseudoNegatives.queued(in.x(2), in.x(4), both, 0.2));
        });
  }

  @OnBothEngines
  void main_term_within_a_batch(Backend backend) {
    gives(
        backend, 5.830393843890095, in -> PseudoNegatives.main(in.pair(0), in.pair(4), 0.2, false));
  }

  @OnBothEngines
  void regularising_term_as_released(Backend backend) {
    gives(
        backend,
        8.240490674215767,
        in -> PseudoNegatives.regularising(in.pair(2), in.pair(4), in.pair(0), 0.2, false, false));
  }

  @OnBothEngines
  void regularising_term_with_the_positive_kept(Backend backend) {
    gives(
        backend,
        8.290712936884363,
        in -> PseudoNegatives.regularising(in.pair(2), in.pair(4), in.pair(0), 0.2, true, false));
  }

  /** The other views left out, against plain loops. */
  @OnBothEngines
  void both_terms_without_the_other_view(Backend backend) {
    double[][] z = unit(0);
    double[][] f = unit(4);
    double[][] p = unit(2);
    double main = 0;
    double regular = 0;
    for (int i = 0; i < 8; i++) {
      int j = (i + 4) % 8;
      double sum = Math.exp(dot(z[i], z[j]) / 0.2);
      double other = Math.exp(dot(p[i], f[i]) / 0.2);
      for (int a = 0; a < 8; a++) {
        if (a != i && a != j) {
          sum += Math.exp(dot(z[i], z[a]) / 0.2) + Math.exp(dot(z[i], f[a]) / 0.2);
          other += Math.exp(dot(p[i], f[a]) / 0.2) + Math.exp(dot(p[i], z[a]) / 0.2);
        }
      }
      main += (Math.log(sum) - dot(z[i], z[j]) / 0.2) / 8;
      regular += (Math.log(other) - dot(p[i], f[i]) / 0.2) / 8;
    }

    gives(backend, main, in -> PseudoNegatives.main(in.pair(0), in.pair(4), 0.2, true));
    gives(
        backend,
        regular,
        in -> PseudoNegatives.regularising(in.pair(2), in.pair(4), in.pair(0), 0.2, true, true));
  }

  private static double[][] unit(int s) {
    var rows = new double[8][3];
    for (int i = 0; i < 8; i++) {
      double square = 0;
      for (int j = 0; j < 3; j++) {
        rows[i][j] = Math.sin(1 + s + i / 4 + 7 * (i % 4) + 3 * j);
        square += rows[i][j] * rows[i][j];
      }
      for (int j = 0; j < 3; j++) {
        rows[i][j] /= Math.sqrt(square);
      }
    }
    return rows;
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }

  @OnBothEngines
  void picking_the_past_out_of_the_batch_and_back(Backend backend) {
    gives(backend, 7.842075595793937, in -> PseudoNegatives.contrast(in.pair(2), in.pair(4), 0.2));
    gives(backend, 6.878932722797567, in -> PseudoNegatives.contrast(in.pair(4), in.pair(2), 0.2));
    gives(
        backend,
        7.360504159295752,
        in -> Distance.CONTRASTIVE.between(in.pair(2), in.pair(4), 0.2));
  }

  private static NDArray regulariser(Inputs in, Distance distance, double weight, double negative) {
    NDArray own =
        distance
            .between(in.x(2), in.x(4), 0.2)
            .add(distance.between(in.x(3), in.x(5), 0.2))
            .mul((float) (weight / 2));
    NDArray across =
        distance
            .toNegative(in.x(2), in.x(5), 0.2)
            .add(distance.toNegative(in.x(3), in.x(4), 0.2))
            .mul((float) (negative / 2));
    return own.sub(across);
  }

  @OnBothEngines
  void regularisers_of_the_methods_without_negatives(Backend backend) {
    gives(backend, 1.4037210819696757, in -> regulariser(in, Distance.COSINE, 1, 0.5));
    gives(backend, 7.348352218855798, in -> regulariser(in, Distance.SQUARES, 25, 23));
    gives(backend, 0.262139170954259, in -> regulariser(in, Distance.CORRELATION, 1, 1));
  }
}
