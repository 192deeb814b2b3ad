package alike.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products on the Vector API: the sums of four rows with four vectors of columns stay in registers
 * (with two, where there are only sixteen registers).
 */
final class VectorDots implements Dots {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final boolean WIDE = L != 8; // 256 bits: AVX2, sixteen registers

  @Override
  public int columns() {
    return COLUMNS;
  }

  @Override
  public void add(
      float[] rows,
      int rowsFrom,
      int stride,
      int count,
      float[] panel,
      int panelFrom,
      int columns,
      int depth,
      float[] out,
      int outFrom,
      int outStride) {
    int width = WIDE ? 4 * L : 2 * L;
    for (int c = 0; c < columns; c += width) {
      for (int row = 0; row < count; row += ROWS) {
        int p = rowsFrom + row * stride;
        int o = outFrom + row * outStride + c;
        if (WIDE) {
          four(rows, p, stride, panel, panelFrom + c, columns, depth, out, o, outStride);
        } else {
          two(rows, p, stride, panel, panelFrom + c, columns, depth, out, o, outStride);
        }
      }
    }
  }

  private static void four(
      float[] a,
      int p0,
      int stride,
      float[] b,
      int from,
      int next,
      int depth,
      float[] out,
      int o0,
      int ld) {
    int o1 = o0 + ld;
    int o2 = o1 + ld;
    int o3 = o2 + ld;
    var s00 = FloatVector.fromArray(S, out, o0);
    var s01 = FloatVector.fromArray(S, out, o0 + L);
    var s02 = FloatVector.fromArray(S, out, o0 + 2 * L);
    var s03 = FloatVector.fromArray(S, out, o0 + 3 * L);
    var s10 = FloatVector.fromArray(S, out, o1);
    var s11 = FloatVector.fromArray(S, out, o1 + L);
    var s12 = FloatVector.fromArray(S, out, o1 + 2 * L);
    var s13 = FloatVector.fromArray(S, out, o1 + 3 * L);
    var s20 = FloatVector.fromArray(S, out, o2);
    var s21 = FloatVector.fromArray(S, out, o2 + L);
    var s22 = FloatVector.fromArray(S, out, o2 + 2 * L);
    var s23 = FloatVector.fromArray(S, out, o2 + 3 * L);
    var s30 = FloatVector.fromArray(S, out, o3);
    var s31 = FloatVector.fromArray(S, out, o3 + L);
    var s32 = FloatVector.fromArray(S, out, o3 + 2 * L);
    var s33 = FloatVector.fromArray(S, out, o3 + 3 * L);
    int p1 = p0 + stride;
    int p2 = p1 + stride;
    int p3 = p2 + stride;
    for (int k = 0, q = from; k < depth; k++, q += next) {
      var b0 = FloatVector.fromArray(S, b, q);
      var b1 = FloatVector.fromArray(S, b, q + L);
      var b2 = FloatVector.fromArray(S, b, q + 2 * L);
      var b3 = FloatVector.fromArray(S, b, q + 3 * L);
      var x = FloatVector.broadcast(S, a[p0 + k]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      x = FloatVector.broadcast(S, a[p1 + k]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      s13 = x.fma(b3, s13);
      x = FloatVector.broadcast(S, a[p2 + k]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      s23 = x.fma(b3, s23);
      x = FloatVector.broadcast(S, a[p3 + k]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
      s33 = x.fma(b3, s33);
    }
    s00.intoArray(out, o0);
    s01.intoArray(out, o0 + L);
    s02.intoArray(out, o0 + 2 * L);
    s03.intoArray(out, o0 + 3 * L);
    s10.intoArray(out, o1);
    s11.intoArray(out, o1 + L);
    s12.intoArray(out, o1 + 2 * L);
    s13.intoArray(out, o1 + 3 * L);
    s20.intoArray(out, o2);
    s21.intoArray(out, o2 + L);
    s22.intoArray(out, o2 + 2 * L);
    s23.intoArray(out, o2 + 3 * L);
    s30.intoArray(out, o3);
    s31.intoArray(out, o3 + L);
    s32.intoArray(out, o3 + 2 * L);
    s33.intoArray(out, o3 + 3 * L);
  }

  private static void two(
      float[] a,
      int p0,
      int stride,
      float[] b,
      int from,
      int next,
      int depth,
      float[] out,
      int o0,
      int ld) {
    int o1 = o0 + ld;
    int o2 = o1 + ld;
    int o3 = o2 + ld;
    var s00 = FloatVector.fromArray(S, out, o0);
    var s01 = FloatVector.fromArray(S, out, o0 + L);
    var s10 = FloatVector.fromArray(S, out, o1);
    var s11 = FloatVector.fromArray(S, out, o1 + L);
    var s20 = FloatVector.fromArray(S, out, o2);
    var s21 = FloatVector.fromArray(S, out, o2 + L);
    var s30 = FloatVector.fromArray(S, out, o3);
    var s31 = FloatVector.fromArray(S, out, o3 + L);
    int p1 = p0 + stride;
    int p2 = p1 + stride;
    int p3 = p2 + stride;
    for (int k = 0, q = from; k < depth; k++, q += next) {
      var b0 = FloatVector.fromArray(S, b, q);
      var b1 = FloatVector.fromArray(S, b, q + L);
      var x = FloatVector.broadcast(S, a[p0 + k]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = FloatVector.broadcast(S, a[p1 + k]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = FloatVector.broadcast(S, a[p2 + k]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = FloatVector.broadcast(S, a[p3 + k]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
    }
    s00.intoArray(out, o0);
    s01.intoArray(out, o0 + L);
    s10.intoArray(out, o1);
    s11.intoArray(out, o1 + L);
    s20.intoArray(out, o2);
    s21.intoArray(out, o2 + L);
    s30.intoArray(out, o3);
    s31.intoArray(out, o3 + L);
  }

  @Override
  public int above(float bound, float[] values, int from, int to, int[] found) {
    int count = 0;
    int i = from;
    for (; i + 4 * L <= to; i += 4 * L) {
      var left = FloatVector.fromArray(S, values, i).max(FloatVector.fromArray(S, values, i + L));
      var right =
          FloatVector.fromArray(S, values, i + 2 * L)
              .max(FloatVector.fromArray(S, values, i + 3 * L));
      if (!left.max(right).compare(VectorOperators.LE, bound).allTrue()) { // so too with NaN
        count = each(bound, values, i, i + 4 * L, found, count);
      }
    }
    return each(bound, values, i, to, found, count);
  }

  private static int each(float bound, float[] values, int from, int to, int[] found, int count) {
    int next = count;
    for (int i = from; i < to; i++) {
      if (values[i] > bound) {
        found[next++] = i;
      }
    }
    return next;
  }

  @Override
  public int largest(float[] values, int from, int to) {
    var most = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    int i = from;
    for (; i + L <= to; i += L) {
      most = most.max(FloatVector.fromArray(S, values, i));
    }
    float largest = most.reduceLanes(VectorOperators.MAX);
    for (; i < to; i++) {
      largest = Math.max(largest, values[i]);
    }
    return first(largest, values, from, to);
  }

  private static int first(float wanted, float[] values, int from, int to) {
    int i = from;
    for (; i + L <= to; i += L) {
      var hits = FloatVector.fromArray(S, values, i).compare(VectorOperators.EQ, wanted);
      if (hits.anyTrue()) {
        return i + hits.firstTrue();
      }
    }
    while (i < to && values[i] != wanted) {
      i++;
    }
    return i < to ? i : from; // NaN equals nothing
  }

  @Override
  public float apart(float[] left, int leftFrom, float[] right, int rightFrom, int count) {
    var sums = FloatVector.zero(S);
    int i = 0;
    for (; i + L <= count; i += L) {
      var a = FloatVector.fromArray(S, left, leftFrom + i);
      var b = a.sub(FloatVector.fromArray(S, right, rightFrom + i));
      sums = b.fma(b, sums);
    }
    float sum = sums.reduceLanes(VectorOperators.ADD);
    for (; i < count; i++) {
      float a = left[leftFrom + i] - right[rightFrom + i];
      sum += a * a;
    }
    return sum;
  }
}
