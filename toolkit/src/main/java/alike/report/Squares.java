package alike.report;

import java.util.Arrays;

/**
 * Points of the plane in squares of squares: far squares count as one point each. The squares lie
 * in the order in which they are visited, each with where to go on if its parts are of no matter.
 *
 * @see <a href="https://doi.org/10.1038/324446a0">Barnes and Hut 1986</a>
 */
final class Squares {

  private static final int LEVELS = 16;

  private final double[] places; // [2 n]
  private final int[] order; // points by their place along a Morton curve
  private final int[] codes; // that place, two bits a level
  private double[] x; // of each square: its centre of mass
  private double[] y;
  private double[] area;
  private int[] from; // its points in the order
  private int[] to;
  private int[] skip; // the next square that is not a part of it
  private int size;

  Squares(double[] places) {
    this.places = places;
    int n = places.length / 2;
    this.order = new int[n];
    this.codes = new int[n];
    int room = 2 * n + LEVELS;
    this.x = new double[room];
    this.y = new double[room];
    this.area = new double[room];
    this.from = new int[room];
    this.to = new int[room];
    this.skip = new int[room];
    double side = sort();
    split(0, n, 0, side * side);
  }

  /** Returns a point by its place along the curve. */
  int point(int at) {
    return order[at];
  }

  /** Orders the points; returns the side of the square around all. */
  private double sort() {
    double left = Double.POSITIVE_INFINITY;
    double low = Double.POSITIVE_INFINITY;
    double side = 0;
    for (int i = 0; i < places.length; i += 2) {
      left = Math.min(left, places[i]);
      low = Math.min(low, places[i + 1]);
    }
    for (int i = 0; i < places.length; i += 2) {
      side = Math.max(side, Math.max(places[i] - left, places[i + 1] - low));
    }
    double scale = side > 0 ? ((1 << LEVELS) - 1) / side : 0;
    var keys = new long[order.length];
    for (int i = 0; i < keys.length; i++) {
      long across = spread((long) ((places[2 * i] - left) * scale));
      long up = spread((long) ((places[2 * i + 1] - low) * scale));
      keys[i] = (across | up << 1) << 31 | i;
    }
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      order[i] = (int) (keys[i] & 0x7FFFFFFF);
      codes[i] = (int) (keys[i] >>> 31);
    }
    return side;
  }

  /** Puts a zero before each of 16 bits. */
  private static long spread(long bits) {
    long wide = (bits | bits << 8) & 0x00FF00FF;
    wide = (wide | wide << 4) & 0x0F0F0F0F;
    wide = (wide | wide << 2) & 0x33333333;
    return (wide | wide << 1) & 0x55555555;
  }

  private void split(int first, int end, int level, double square) {
    int own = add(first, end, square);
    if (end - first > 1 && level < LEVELS) {
      int shift = 2 * (LEVELS - 1 - level);
      for (int at = first; at < end; ) {
        int part = codes[at] >>> shift;
        int next = at + 1;
        while (next < end && codes[next] >>> shift == part) {
          next++;
        }
        split(at, next, level + 1, square / 4);
        at = next;
      }
    }
    skip[own] = size;
  }

  private int add(int first, int end, double square) {
    if (size == skip.length) {
      grow();
    }
    double sumX = 0;
    double sumY = 0;
    for (int at = first; at < end; at++) {
      sumX += places[2 * order[at]];
      sumY += places[2 * order[at] + 1];
    }
    x[size] = sumX / (end - first);
    y[size] = sumY / (end - first);
    area[size] = square;
    from[size] = first;
    to[size] = end;
    return size++;
  }

  private void grow() {
    int room = 2 * size;
    x = Arrays.copyOf(x, room);
    y = Arrays.copyOf(y, room);
    area = Arrays.copyOf(area, room);
    from = Arrays.copyOf(from, room);
    to = Arrays.copyOf(to, room);
    skip = Arrays.copyOf(skip, room);
  }

  /**
   * Writes {@code Σ_j (y_i − y_j) / (1 + d²)²} over all others; returns {@code Σ_j 1 / (1 + d²)}.
   *
   * @param point i
   * @param angle θ²: a square of less than θ² d² counts as one point
   */
  double push(int point, double angle, double[] out) {
    double ownX = places[2 * point];
    double ownY = places[2 * point + 1];
    double sum = 0;
    double forceX = 0;
    double forceY = 0;
    for (int at = 0; at < size; ) {
      double dx = ownX - x[at];
      double dy = ownY - y[at];
      double square = dx * dx + dy * dy;
      int count = to[at] - from[at];
      boolean leaf = skip[at] == at + 1;
      boolean far = area[at] < angle * square;
      boolean other = leaf && count == 1 && order[from[at]] != point;
      if (other || (far && count > 1)) {
        double near = 1 / (1 + square);
        sum += count * near;
        forceX += count * near * near * dx;
        forceY += count * near * near * dy;
        at = skip[at];
      } else if (leaf) { // the point itself, or points that lie together
        for (int i = from[at]; i < to[at]; i++) {
          if (order[i] != point) {
            double apartX = ownX - places[2 * order[i]];
            double apartY = ownY - places[2 * order[i] + 1];
            double near = 1 / (1 + apartX * apartX + apartY * apartY);
            sum += near;
            forceX += near * near * apartX;
            forceY += near * near * apartY;
          }
        }
        at = skip[at];
      } else {
        at++;
      }
    }
    out[2 * point] = forceX;
    out[2 * point + 1] = forceY;
    return sum;
  }
}
