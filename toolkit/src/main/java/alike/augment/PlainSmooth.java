package alike.augment;

/** Blurs with plain loops, up to nine neighbours a time. */
final class PlainSmooth implements Smooth {

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
    for (int i = 0; i < size; i++) {
      float sum = base[at + i] * weight;
      sum += (x[a + i] + x[b + i]) * weight1;
      sum += (x[c + i] + x[d + i]) * weight2;
      sum += (x[e + i] + x[f + i]) * weight3;
      sum += (x[g + i] + x[h + i]) * weight4;
      target[to + i] = sum;
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
    for (int i = 0; i < size; i++) {
      float sum = base[at + i] * weight;
      sum += (x[a + i] + x[b + i]) * weight1;
      sum += (x[c + i] + x[d + i]) * weight2;
      target[to + i] = sum;
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
    for (int i = 0; i < size; i++) {
      float sum = base[at + i] * weight;
      sum += (x[a + i] + x[b + i]) * weight1;
      target[to + i] = sum;
    }
  }
}
