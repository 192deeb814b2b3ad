package alike.augment;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Blurs with the Vector API, the sums in registers: down columns four rows beside each other, so
 * that a pixel is loaded once for all four; along rows four vectors beside each other, so that a
 * weight is.
 */
final class VectorSmooth implements Smooth {

  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final int L = F.length();
  private static final int FIRST = Bell.ROWS - 1; // of the weights

  @Override
  public void rows(Bell bell, float[] x, int from, int y, float[] target) {
    int size = bell.size();
    for (int i = 0; i < size; i += 2 * L) {
      down(x, from + i, bell.rows(), y, bell.weights(), bell.taps() + FIRST, bell, i);
    }
    for (int row = 0; row < Bell.ROWS; row++) {
      bell.mirror(row);
      int at = row * bell.stride();
      across(bell.scratch(), at, bell.weights(), bell.taps(), target, row * size, size);
    }
  }

  /** Mixes two vectors of each of four rows. */
  private static void down(
      float[] x, int from, int[] rows, int y, float[] weights, int count, Bell bell, int column) {
    var a = FloatVector.zero(F);
    var b = FloatVector.zero(F);
    var c = FloatVector.zero(F);
    var d = FloatVector.zero(F);
    var e = FloatVector.zero(F);
    var f = FloatVector.zero(F);
    var g = FloatVector.zero(F);
    var h = FloatVector.zero(F);
    for (int j = 0; j < count; j++) {
      int at = from + rows[y + j];
      var left = FloatVector.fromArray(F, x, at);
      var right = FloatVector.fromArray(F, x, at + L);
      var weight = FloatVector.broadcast(F, weights[j + 3]);
      a = a.add(left.mul(weight));
      b = b.add(right.mul(weight));
      weight = FloatVector.broadcast(F, weights[j + 2]);
      c = c.add(left.mul(weight));
      d = d.add(right.mul(weight));
      weight = FloatVector.broadcast(F, weights[j + 1]);
      e = e.add(left.mul(weight));
      f = f.add(right.mul(weight));
      weight = FloatVector.broadcast(F, weights[j]);
      g = g.add(left.mul(weight));
      h = h.add(right.mul(weight));
    }
    float[] scratch = bell.scratch();
    int stride = bell.stride();
    int to = bell.half() + column;
    a.intoArray(scratch, to);
    b.intoArray(scratch, to + L);
    c.intoArray(scratch, to + stride);
    d.intoArray(scratch, to + stride + L);
    e.intoArray(scratch, to + 2 * stride);
    f.intoArray(scratch, to + 2 * stride + L);
    g.intoArray(scratch, to + 3 * stride);
    h.intoArray(scratch, to + 3 * stride + L);
  }

  /** Mixes each value of a row with those to its right. */
  private static void across(
      float[] x, int from, float[] weights, int taps, float[] target, int to, int size) {
    int i = 0;
    for (; i + 3 * L < size; i += 4 * L) {
      var a = FloatVector.zero(F);
      var b = FloatVector.zero(F);
      var c = FloatVector.zero(F);
      var d = FloatVector.zero(F);
      for (int j = 0; j < taps; j++) {
        int at = from + i + j;
        var weight = FloatVector.broadcast(F, weights[FIRST + j]);
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
      var a = FloatVector.zero(F);
      for (int j = 0; j < taps; j++) {
        a = a.add(FloatVector.fromArray(F, x, from + i + j).mul(weights[FIRST + j]));
      }
      a.intoArray(target, to + i);
    }
  }
}
