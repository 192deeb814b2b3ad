package alike.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products on the Vector API: the sums of a few rows with a few vectors of columns stay in
 * registers, six rows with two vectors where there are sixteen registers (AVX2), else four with
 * four.
 */
final class VectorDots implements Dots {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private final boolean sixteen; // registers

  VectorDots() {
    this(L == 8);
  }

  /** Takes one of the two ways, whatever the machine has. */
  VectorDots(boolean sixteen) {
    this.sixteen = sixteen;
  }

  @Override
  public int columns() {
    return sixteen ? 2 * L : 4 * L;
  }

  @Override
  public int rows() {
    return sixteen ? 6 : 4;
  }

  @Override
  public void sum(Part rows, int count, Part panel, int depth, Part start, Part out) {
    float[] a = rows.values();
    float[] b = panel.values();
    for (int row = 0, p = rows.from(); row < count; row += rows(), p += rows.stride()) {
      int s = start.from() + row * start.stride();
      int o = out.from() + row * out.stride();
      if (sixteen) {
        six(a, p, b, panel.from(), depth, start, s, out, o);
      } else {
        four(a, p, b, panel.from(), depth, start, s, out, o);
      }
    }
  }

  private static void six(
      float[] a, int p, float[] b, int q, int depth, Part start, int s0, Part out, int o0) {
    float[] from = start.values();
    float[] to = out.values();
    int s1 = s0 + start.stride();
    int s2 = s1 + start.stride();
    int s3 = s2 + start.stride();
    int s4 = s3 + start.stride();
    int s5 = s4 + start.stride();
    var v00 = FloatVector.fromArray(S, from, s0);
    var v01 = FloatVector.fromArray(S, from, s0 + L);
    var v10 = FloatVector.fromArray(S, from, s1);
    var v11 = FloatVector.fromArray(S, from, s1 + L);
    var v20 = FloatVector.fromArray(S, from, s2);
    var v21 = FloatVector.fromArray(S, from, s2 + L);
    var v30 = FloatVector.fromArray(S, from, s3);
    var v31 = FloatVector.fromArray(S, from, s3 + L);
    var v40 = FloatVector.fromArray(S, from, s4);
    var v41 = FloatVector.fromArray(S, from, s4 + L);
    var v50 = FloatVector.fromArray(S, from, s5);
    var v51 = FloatVector.fromArray(S, from, s5 + L);
    for (int k = 0; k < depth; k++) {
      var b0 = FloatVector.fromArray(S, b, q + k * 2 * L);
      var b1 = FloatVector.fromArray(S, b, q + k * 2 * L + L);
      var x = FloatVector.broadcast(S, a[p + k * 6]);
      v00 = x.fma(b0, v00);
      v01 = x.fma(b1, v01);
      x = FloatVector.broadcast(S, a[p + k * 6 + 1]);
      v10 = x.fma(b0, v10);
      v11 = x.fma(b1, v11);
      x = FloatVector.broadcast(S, a[p + k * 6 + 2]);
      v20 = x.fma(b0, v20);
      v21 = x.fma(b1, v21);
      x = FloatVector.broadcast(S, a[p + k * 6 + 3]);
      v30 = x.fma(b0, v30);
      v31 = x.fma(b1, v31);
      x = FloatVector.broadcast(S, a[p + k * 6 + 4]);
      v40 = x.fma(b0, v40);
      v41 = x.fma(b1, v41);
      x = FloatVector.broadcast(S, a[p + k * 6 + 5]);
      v50 = x.fma(b0, v50);
      v51 = x.fma(b1, v51);
    }
    int o1 = o0 + out.stride();
    int o2 = o1 + out.stride();
    int o3 = o2 + out.stride();
    int o4 = o3 + out.stride();
    int o5 = o4 + out.stride();
    v00.intoArray(to, o0);
    v01.intoArray(to, o0 + L);
    v10.intoArray(to, o1);
    v11.intoArray(to, o1 + L);
    v20.intoArray(to, o2);
    v21.intoArray(to, o2 + L);
    v30.intoArray(to, o3);
    v31.intoArray(to, o3 + L);
    v40.intoArray(to, o4);
    v41.intoArray(to, o4 + L);
    v50.intoArray(to, o5);
    v51.intoArray(to, o5 + L);
  }

  private static void four(
      float[] a, int p, float[] b, int q, int depth, Part start, int s0, Part out, int o0) {
    float[] from = start.values();
    float[] to = out.values();
    int s1 = s0 + start.stride();
    int s2 = s1 + start.stride();
    int s3 = s2 + start.stride();
    var v00 = FloatVector.fromArray(S, from, s0);
    var v01 = FloatVector.fromArray(S, from, s0 + L);
    var v02 = FloatVector.fromArray(S, from, s0 + 2 * L);
    var v03 = FloatVector.fromArray(S, from, s0 + 3 * L);
    var v10 = FloatVector.fromArray(S, from, s1);
    var v11 = FloatVector.fromArray(S, from, s1 + L);
    var v12 = FloatVector.fromArray(S, from, s1 + 2 * L);
    var v13 = FloatVector.fromArray(S, from, s1 + 3 * L);
    var v20 = FloatVector.fromArray(S, from, s2);
    var v21 = FloatVector.fromArray(S, from, s2 + L);
    var v22 = FloatVector.fromArray(S, from, s2 + 2 * L);
    var v23 = FloatVector.fromArray(S, from, s2 + 3 * L);
    var v30 = FloatVector.fromArray(S, from, s3);
    var v31 = FloatVector.fromArray(S, from, s3 + L);
    var v32 = FloatVector.fromArray(S, from, s3 + 2 * L);
    var v33 = FloatVector.fromArray(S, from, s3 + 3 * L);
    for (int k = 0; k < depth; k++) {
      var b0 = FloatVector.fromArray(S, b, q + k * 4 * L);
      var b1 = FloatVector.fromArray(S, b, q + k * 4 * L + L);
      var b2 = FloatVector.fromArray(S, b, q + k * 4 * L + 2 * L);
      var b3 = FloatVector.fromArray(S, b, q + k * 4 * L + 3 * L);
      var x = FloatVector.broadcast(S, a[p + k * 4]);
      v00 = x.fma(b0, v00);
      v01 = x.fma(b1, v01);
      v02 = x.fma(b2, v02);
      v03 = x.fma(b3, v03);
      x = FloatVector.broadcast(S, a[p + k * 4 + 1]);
      v10 = x.fma(b0, v10);
      v11 = x.fma(b1, v11);
      v12 = x.fma(b2, v12);
      v13 = x.fma(b3, v13);
      x = FloatVector.broadcast(S, a[p + k * 4 + 2]);
      v20 = x.fma(b0, v20);
      v21 = x.fma(b1, v21);
      v22 = x.fma(b2, v22);
      v23 = x.fma(b3, v23);
      x = FloatVector.broadcast(S, a[p + k * 4 + 3]);
      v30 = x.fma(b0, v30);
      v31 = x.fma(b1, v31);
      v32 = x.fma(b2, v32);
      v33 = x.fma(b3, v33);
    }
    int o1 = o0 + out.stride();
    int o2 = o1 + out.stride();
    int o3 = o2 + out.stride();
    v00.intoArray(to, o0);
    v01.intoArray(to, o0 + L);
    v02.intoArray(to, o0 + 2 * L);
    v03.intoArray(to, o0 + 3 * L);
    v10.intoArray(to, o1);
    v11.intoArray(to, o1 + L);
    v12.intoArray(to, o1 + 2 * L);
    v13.intoArray(to, o1 + 3 * L);
    v20.intoArray(to, o2);
    v21.intoArray(to, o2 + L);
    v22.intoArray(to, o2 + 2 * L);
    v23.intoArray(to, o2 + 3 * L);
    v30.intoArray(to, o3);
    v31.intoArray(to, o3 + L);
    v32.intoArray(to, o3 + 2 * L);
    v33.intoArray(to, o3 + 3 * L);
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
