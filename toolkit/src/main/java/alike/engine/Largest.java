package alike.engine;

import java.util.Arrays;

/**
 * Keeps the k largest of many values with their places; of equal values the one of the lowest
 * place. Belongs to one thread.
 */
public final class Largest {

  private static final int ROOM = 824; // values taken in before the smaller ones are thrown out
  private static final int BINS = 256;

  private final Dots dots = Dots.fastest();
  private final int k;
  private final long[] kept; // value above, complement of the place below: ordered as numbers
  private int size;
  private boolean full; // whether the bound counts
  private float bound;
  private final int[] counts = new int[BINS];
  private final int[] bins;
  private int[] found = new int[512];

  /**
   * Keeps nothing yet.
   *
   * @param k how many to keep, 1 or more
   */
  public Largest(int k) {
    this.k = k;
    this.kept = new long[k + ROOM];
    this.bins = new int[k + ROOM];
  }

  /** Forgets all values. */
  public void clear() {
    size = 0;
    full = false;
  }

  /**
   * Takes values in.
   *
   * @param place that of the first; places ascend from call to call
   * @param values where they are; NaN counts as the smallest
   * @param at the first
   * @param count how many
   */
  public void offer(int place, float[] values, int at, int count) {
    int i = 0;
    for (; !full && i < count; i++) {
      add(place + i, values[at + i]);
    }
    if (i == count) {
      return;
    }
    if (found.length < count) {
      found = new int[count];
    }
    int hits = dots.above(bound, values, at + i, at + count, found);
    for (int hit = 0; hit < hits; hit++) {
      float value = values[found[hit]];
      if (value > bound) { // it may have risen since
        add(place + found[hit] - at, value);
      }
    }
  }

  private void add(int place, float value) {
    kept[size++] = key(place, value);
    if (size == kept.length) {
      shrink();
      full = true;
    }
  }

  /** Throws out what is surely not among the k largest: at least k stay, seldom many more. */
  private void shrink() {
    thin();
    if (size > k + ROOM / 2) { // nearly all are equal
      select();
    }
    bound = value(smallest());
  }

  private void thin() {
    float low = value(smallest());
    float scale = (BINS - 1) / (value(greatest()) - low); // infinite if all are equal: one bin
    Arrays.fill(counts, 0);
    for (int i = 0; i < size; i++) {
      int bin = Math.min((int) ((value(kept[i]) - low) * scale), BINS - 1);
      bins[i] = bin;
      counts[bin]++;
    }
    int edge = BINS;
    for (int count = 0; count < k; ) {
      count += counts[--edge];
    }
    int stay = 0;
    for (int i = 0; i < size; i++) {
      kept[stay] = kept[i];
      stay += bins[i] >= edge ? 1 : 0;
    }
    size = stay;
  }

  private long smallest() {
    long smallest = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      smallest = Math.min(smallest, kept[i]);
    }
    return smallest;
  }

  private long greatest() {
    long greatest = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      greatest = Math.max(greatest, kept[i]);
    }
    return greatest;
  }

  /** Returns how many there are, k at most, once {@link #sort} has been called. */
  public int size() {
    return size;
  }

  /** Throws out all but the largest, and orders them: the largest has rank 0. */
  public void sort() {
    if (size > k) {
      thin();
      select();
    }
    Arrays.sort(kept, 0, size);
  }

  /** Returns the place of the value of a rank, after {@link #sort}. */
  public int place(int rank) {
    return ~(int) kept[size - 1 - rank];
  }

  /** Returns the value of a rank, after {@link #sort}. */
  public float value(int rank) {
    return value(kept[size - 1 - rank]);
  }

  private static long key(int place, float value) {
    float number = Float.isNaN(value) ? Float.NEGATIVE_INFINITY : value + 0f; // −0 is 0
    int bits = Float.floatToRawIntBits(number);
    return ((long) ordered(bits) << 32) | (~place & 0xFFFFFFFFL);
  }

  private static float value(long key) {
    int bits = (int) (key >> 32);
    return Float.intBitsToFloat(ordered(bits));
  }

  /** Turns the bits of a float into an int of the same order, and back. */
  private static int ordered(int bits) {
    return bits ^ ((bits >> 31) & 0x7FFFFFFF);
  }

  /** Keeps the k largest, in any order. */
  private void select() {
    int low = 0;
    int high = size - 1;
    size = k;
    while (low < high) {
      long pivot = middle(kept[low], kept[(low + high) >>> 1], kept[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (kept[i] > pivot) {
          i++;
        }
        while (kept[j] < pivot) {
          j--;
        }
        if (i <= j) {
          long swapped = kept[i];
          kept[i++] = kept[j];
          kept[j--] = swapped;
        }
      }
      if (k - 1 <= j) {
        high = j;
      } else if (k - 1 >= i) {
        low = i;
      } else {
        return;
      }
    }
  }

  private static long middle(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
