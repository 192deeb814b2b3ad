package alike.augment;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Blurs with the Vector API, the sums in registers: four vectors beside each other, so that a
 * weight is spread over a register once for all four.
 */
final class VectorSmooth implements Smooth {

  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final int L = F.length();

  private int[] steps = new int[0]; // across: the places to the right, one after the other

  @Override
  public void blur(
      float[] x, int from, int size, int half, float[] weights, float[] scratch, int[] rows) {
    int stride = Smooth.stride(size, half);
    int taps = 2 * half + 1;
    if (steps.length < taps) {
      steps = new int[taps];
      java.util.Arrays.setAll(steps, i -> i);
    }
    for (int y = 0; y < size; y++) {
      row(x, from, rows, y, taps, size, weights, scratch, y * stride + half);
      Smooth.mirror(scratch, y * stride + half, size, half);
    }
    for (int y = 0; y < size; y++) {
      row(scratch, y * stride, steps, 0, taps, size, weights, x, from + y * size);
    }
  }

  /** Mixes what begins at {@code from} and each of the places from {@code places[first]} on. */
  private static void row(
      float[] x,
      int from,
      int[] places,
      int first,
      int taps,
      int size,
      float[] weights,
      float[] target,
      int to) {
    int i = 0;
    for (; i + 3 * L < size; i += 4 * L) {
      int at = from + places[first] + i;
      var a = FloatVector.fromArray(F, x, at).mul(weights[0]);
      var b = FloatVector.fromArray(F, x, at + L).mul(weights[0]);
      var c = FloatVector.fromArray(F, x, at + 2 * L).mul(weights[0]);
      var d = FloatVector.fromArray(F, x, at + 3 * L).mul(weights[0]);
      for (int j = 1; j < taps; j++) {
        var weight = FloatVector.broadcast(F, weights[j]);
        at = from + places[first + j] + i;
        a = a.add(FloatVector.fromArray(F, x, at).mul(weight));
        b = b.add(FloatVector.fromArray(F, x, at + L).mul(weight));
        c = c.add(FloatVector.fromArray(F, x, at + 2 * L).mul(weight));
        d = d.add(FloatVector.fromArray(F, x, at + 3 * L).mul(weight));
      }
      a.intoArray(target, to + i);
      b.intoArray(target, to + i + L);
      c.intoArray(target, to + i + 2 * L);
      d.intoArray(target, to + i + 3 * L);
    }
    for (; i < size; i += L) {
      var a = FloatVector.fromArray(F, x, from + places[first] + i).mul(weights[0]);
      for (int j = 1; j < taps; j++) {
        a = a.add(FloatVector.fromArray(F, x, from + places[first + j] + i).mul(weights[j]));
      }
      a.intoArray(target, to + i);
    }
  }
}
