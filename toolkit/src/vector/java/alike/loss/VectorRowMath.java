package alike.loss;

import static alike.loss.VectorTile.FLOATS;
import static alike.loss.VectorTile.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Arithmetic on vectors; what is left at the end of a row is done number by number. Vectors of one
 * shape only: in a JVM that has seen two, loops over either run ten times as long.
 */
final class VectorRowMath implements RowMath {

  @Override
  public void scale(float[] from, int i, double factor, float[] to, int j, int count) {
    var high = FloatVector.broadcast(FLOATS, (float) factor);
    var low = FloatVector.broadcast(FLOATS, (float) (factor - (float) factor));
    int k = 0;
    for (; k <= count - LANES; k += LANES) {
      var numbers = FloatVector.fromArray(FLOATS, from, i + k);
      numbers.fma(high, numbers.mul(low)).intoArray(to, j + k);
    }
    PLAIN.scale(from, i + k, factor, to, j + k, count - k);
  }

  @Override
  public void add(float[] from, int i, float factor, float[] to, int j, int count) {
    var factors = FloatVector.broadcast(FLOATS, factor);
    int k = 0;
    for (; k <= count - LANES; k += LANES) {
      var sum = FloatVector.fromArray(FLOATS, to, j + k);
      FloatVector.fromArray(FLOATS, from, i + k).fma(factors, sum).intoArray(to, j + k);
    }
    PLAIN.add(from, i + k, factor, to, j + k, count - k);
  }

  @Override
  public void reject(
      float[] a, float[] b, int i, double along, double factor, float[] to, int j, int count) {
    var back = FloatVector.broadcast(FLOATS, (float) -along);
    int k = 0;
    for (; k <= count - LANES; k += LANES) {
      var kept = FloatVector.fromArray(FLOATS, b, i + k);
      kept = kept.fma(back, FloatVector.fromArray(FLOATS, a, i + k));
      kept.mul((float) factor).intoArray(to, j + k);
    }
    PLAIN.reject(a, b, i + k, along, factor, to, j + k, count - k);
  }

  @Override
  public double dot(float[] a, int i, float[] b, int j, int count) {
    double sum = 0; // of sums over so few numbers that rounding does not add up
    int k = 0;
    for (; k <= count - 4 * LANES; k += 4 * LANES) {
      var first = product(a, i + k, b, j + k).add(product(a, i + k + LANES, b, j + k + LANES));
      int p = k + 2 * LANES;
      var second = product(a, i + p, b, j + p).add(product(a, i + p + LANES, b, j + p + LANES));
      sum += first.add(second).reduceLanes(VectorOperators.ADD);
    }
    return sum + PLAIN.dot(a, i + k, b, j + k, count - k);
  }

  private static FloatVector product(float[] a, int i, float[] b, int j) {
    return FloatVector.fromArray(FLOATS, a, i).mul(FloatVector.fromArray(FLOATS, b, j));
  }
}
