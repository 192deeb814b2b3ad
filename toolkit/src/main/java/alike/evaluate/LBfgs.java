package alike.evaluate;

import java.util.ArrayDeque;

/**
 * Minimises a smooth convex function by limited-memory BFGS: the last 10 changes of place and
 * gradient stand for the curvature; a step is halved or doubled until it meets the strong Wolfe
 * conditions.
 *
 * @see <a href="https://doi.org/10.1007/978-0-387-40065-5">Nocedal and Wright 2006, algorithms 7.4
 *     and 7.5, equations 3.7</a>
 */
final class LBfgs {

  private static final int MEMORY = 10;
  private static final double TOLERANCE = 1e-9; // of the first gradient, or of 1
  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;

  /** What is minimised. */
  @FunctionalInterface
  interface Function {

    /** Returns the value at a place and writes the gradient there. */
    double value(double[] at, double[] gradient);
  }

  /** A change of place and of gradient, with {@code 1 / (place · gradient)}. */
  private static final class Change {
    final double[] place;
    final double[] gradient;
    final double scale;

    Change(double[] place, double[] gradient, double scale) {
      this.place = place;
      this.gradient = gradient;
      this.scale = scale;
    }
  }

  /** A place with its value and gradient. */
  private static final class Point {
    final double[] at;
    final double value;
    final double[] gradient;

    Point(double[] at, double value, double[] gradient) {
      this.at = at;
      this.value = value;
      this.gradient = gradient;
    }
  }

  private final Function function;
  private final int iterations;
  private final ArrayDeque<Change> changes = new ArrayDeque<>(); // newest first

  LBfgs(Function function, int iterations) {
    this.function = function;
    this.iterations = iterations;
  }

  /** Returns the place that is reached from a start: the minimum, if the iterations suffice. */
  double[] from(double[] start) {
    var point = point(start);
    double enough = TOLERANCE * Math.max(1, largest(point.gradient));
    for (int i = 0; i < iterations && largest(point.gradient) > enough; i++) {
      double[] direction = direction(point.gradient);
      double first = changes.isEmpty() ? Math.min(1, 1 / largest(point.gradient)) : 1;
      var next = search(point, direction, first);
      if (next == point || Thread.currentThread().isInterrupted()) {
        return point.at; // float64 tells no lower place
      }
      remember(point, next);
      point = next;
    }
    return point.at;
  }

  private Point point(double[] at) {
    var gradient = new double[at.length];
    double value = function.value(at, gradient);
    return new Point(at, value, gradient);
  }

  private void remember(Point from, Point to) {
    double[] place = less(to.at, from.at);
    double[] gradient = less(to.gradient, from.gradient);
    double curvature = dot(place, gradient);
    if (curvature > 0) {
      changes.addFirst(new Change(place, gradient, 1 / curvature));
      if (changes.size() > MEMORY) {
        changes.removeLast();
      }
    }
  }

  /** Returns minus the gradient, bent by the remembered curvature. */
  private double[] direction(double[] gradient) {
    var q = gradient.clone();
    var factors = new double[changes.size()];
    int i = 0;
    for (var change : changes) {
      factors[i] = change.scale * dot(change.place, q);
      add(q, -factors[i++], change.gradient);
    }
    var newest = changes.peekFirst();
    double scale = newest == null ? 1 : 1 / (newest.scale * dot(newest.gradient, newest.gradient));
    for (int j = 0; j < q.length; j++) {
      q[j] *= -scale;
    }
    for (var oldest = changes.descendingIterator(); oldest.hasNext(); ) {
      var change = oldest.next();
      double back = change.scale * dot(change.gradient, q);
      add(q, -factors[--i] - back, change.place);
    }
    return q;
  }

  /** Returns a place along a direction that is low and flat enough. */
  private Point search(Point from, double[] direction, double first) {
    double slope = dot(from.gradient, direction);
    double noise = 1e-15 * Math.max(1, Math.abs(from.value)); // of values that are nearly equal
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double step = first;
    var best = from;
    for (int tries = 0; tries < 40; tries++) {
      var to = point(along(from.at, step, direction));
      double there = dot(to.gradient, direction);
      best = to.value < best.value ? to : best;
      if (!(to.value <= from.value + DECREASE * step * slope + noise)) {
        high = step; // too far
      } else if (Math.abs(there) <= CURVATURE * Math.abs(slope)) {
        return to;
      } else if (there > 0) {
        high = step; // beyond the minimum
      } else {
        low = step;
      }
      step = high == Double.POSITIVE_INFINITY ? 2 * step : (low + high) / 2;
    }
    return best;
  }

  private static double[] along(double[] from, double step, double[] direction) {
    var to = from.clone();
    add(to, step, direction);
    return to;
  }

  private static double[] less(double[] a, double[] b) {
    var difference = a.clone();
    add(difference, -1, b);
    return difference;
  }

  private static void add(double[] sums, double factor, double[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += factor * values[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    return dot;
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
