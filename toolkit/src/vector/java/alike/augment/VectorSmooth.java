package alike.augment;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Blurs with the Vector API, the sums in registers. */
final class VectorSmooth implements Smooth {

  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final int L = F.length();

  @Override
  public void blur(
      float[] x, int from, int size, int half, float[] weights, float[] scratch, int[] rows) {
    int stride = Smooth.stride(size, half);
    int taps = 2 * half + 1;
    for (int y = 0; y < size; y++) {
      down(x, from, rows, y, taps, size, weights, scratch, y * stride + half);
      Smooth.mirror(scratch, y * stride + half, size, half);
    }
    for (int y = 0; y < size; y++) {
      across(scratch, y * stride, taps, size, weights, x, from + y * size);
    }
  }

  private static void down(
      float[] x,
      int from,
      int[] rows,
      int y,
      int taps,
      int size,
      float[] weights,
      float[] target,
      int to) {
    int i = 0;
    for (; i + L < size; i += 2 * L) {
      var a = FloatVector.fromArray(F, x, from + rows[y] + i).mul(weights[0]);
      var b = FloatVector.fromArray(F, x, from + rows[y] + i + L).mul(weights[0]);
      for (int j = 1; j < taps; j++) {
        var weight = FloatVector.broadcast(F, weights[j]);
        int row = from + rows[y + j] + i;
        a = a.add(FloatVector.fromArray(F, x, row).mul(weight));
        b = b.add(FloatVector.fromArray(F, x, row + L).mul(weight));
      }
      a.intoArray(target, to + i);
      b.intoArray(target, to + i + L);
    }
    if (i < size) {
      var a = FloatVector.fromArray(F, x, from + rows[y] + i).mul(weights[0]);
      for (int j = 1; j < taps; j++) {
        a = a.add(FloatVector.fromArray(F, x, from + rows[y + j] + i).mul(weights[j]));
      }
      a.intoArray(target, to + i);
    }
  }

  private static void across(
      float[] x, int row, int taps, int size, float[] weights, float[] target, int to) {
    int i = 0;
    for (; i + L < size; i += 2 * L) {
      var a = FloatVector.fromArray(F, x, row + i).mul(weights[0]);
      var b = FloatVector.fromArray(F, x, row + i + L).mul(weights[0]);
      for (int j = 1; j < taps; j++) {
        var weight = FloatVector.broadcast(F, weights[j]);
        a = a.add(FloatVector.fromArray(F, x, row + j + i).mul(weight));
        b = b.add(FloatVector.fromArray(F, x, row + j + i + L).mul(weight));
      }
      a.intoArray(target, to + i);
      b.intoArray(target, to + i + L);
    }
    if (i < size) {
      var a = FloatVector.fromArray(F, x, row + i).mul(weights[0]);
      for (int j = 1; j < taps; j++) {
        a = a.add(FloatVector.fromArray(F, x, row + j + i).mul(weights[j]));
      }
      a.intoArray(target, to + i);
    }
  }
}
