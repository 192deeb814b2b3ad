package alike.augment;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Blurs with the Vector API, up to nine neighbours a time. */
final class VectorSmooth implements Smooth {

  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final int L = F.length();

  @Override
  public void mix(
      Bell bell, float[] x, int from, int[] places, int middle, float[] target, int to) {
    int k = 1;
    for (; k + 3 <= bell.half(); k += 4) {
      four(bell, x, from, places, middle, k, target, to);
    }
    if (k + 1 <= bell.half()) {
      two(bell, x, from, places, middle, k, target, to);
      k += 2;
    }
    if (k <= bell.half()) {
      one(bell, x, from, places, middle, k, target, to);
    }
  }

  /** Adds four pairs of neighbours, from distance {@code k} on; with the nearest comes the middle. */
  private static void four(
      Bell bell,
      float[] x,
      int from,
      int[] places,
      int middle,
      int k,
      float[] target,
      int to) {
    float[] base = k == 1 ? x : target;
    int at = k == 1 ? from + places[middle] : to;
    float weight = k == 1 ? bell.weight(0) : 1;
    int a = from + places[middle - k];
    int b = from + places[middle + k];
    float weight1 = bell.weight(k);
    int c = from + places[middle - k - 1];
    int d = from + places[middle + k + 1];
    float weight2 = bell.weight(k + 1);
    int e = from + places[middle - k - 2];
    int f = from + places[middle + k + 2];
    float weight3 = bell.weight(k + 2);
    int g = from + places[middle - k - 3];
    int h = from + places[middle + k + 3];
    float weight4 = bell.weight(k + 3);
    int size = bell.size();
    for (int i = 0; i < size; i += L) {
      var sum = FloatVector.fromArray(F, base, at + i).mul(weight);
      sum = sum.add(pair(x, a + i, b + i).mul(weight1));
      sum = sum.add(pair(x, c + i, d + i).mul(weight2));
      sum = sum.add(pair(x, e + i, f + i).mul(weight3));
      sum = sum.add(pair(x, g + i, h + i).mul(weight4));
      sum.intoArray(target, to + i);
    }
  }

  /** Adds two pairs. */
  private static void two(
      Bell bell,
      float[] x,
      int from,
      int[] places,
      int middle,
      int k,
      float[] target,
      int to) {
    float[] base = k == 1 ? x : target;
    int at = k == 1 ? from + places[middle] : to;
    float weight = k == 1 ? bell.weight(0) : 1;
    int a = from + places[middle - k];
    int b = from + places[middle + k];
    float weight1 = bell.weight(k);
    int c = from + places[middle - k - 1];
    int d = from + places[middle + k + 1];
    float weight2 = bell.weight(k + 1);
    int size = bell.size();
    for (int i = 0; i < size; i += L) {
      var sum = FloatVector.fromArray(F, base, at + i).mul(weight);
      sum = sum.add(pair(x, a + i, b + i).mul(weight1));
      sum = sum.add(pair(x, c + i, d + i).mul(weight2));
      sum.intoArray(target, to + i);
    }
  }

  /** Adds one pair. */
  private static void one(
      Bell bell,
      float[] x,
      int from,
      int[] places,
      int middle,
      int k,
      float[] target,
      int to) {
    float[] base = k == 1 ? x : target;
    int at = k == 1 ? from + places[middle] : to;
    float weight = k == 1 ? bell.weight(0) : 1;
    int a = from + places[middle - k];
    int b = from + places[middle + k];
    float weight1 = bell.weight(k);
    int size = bell.size();
    for (int i = 0; i < size; i += L) {
      var sum = FloatVector.fromArray(F, base, at + i).mul(weight);
      sum = sum.add(pair(x, a + i, b + i).mul(weight1));
      sum.intoArray(target, to + i);
    }
  }

  private static FloatVector pair(float[] x, int a, int b) {
    return FloatVector.fromArray(F, x, a).add(FloatVector.fromArray(F, x, b));
  }
}
