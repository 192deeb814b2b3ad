package alike.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of a run: named series over the steps, in the order in which they first appeared.
 * Written by the training thread, readable by any.
 */
public final class Metrics {

  /** One named series: values, and the step after which each was taken, ascending. */
  public static final class Series {
    private final long[] steps;
    private final double[] values;

    private Series(long[] steps, double[] values) {
      this.steps = steps;
      this.values = values;
    }

    /** Returns how many values there are. */
    public int size() {
      return values.length;
    }

    /** Returns the step after which value {@code index} was taken. */
    public long step(int index) {
      return steps[index];
    }

    /** Returns value {@code index}. */
    public double value(int index) {
      return values[index];
    }

    /** Returns the step of the last value, −1 if there is none. */
    long lastStep() {
      return steps.length == 0 ? -1 : steps[steps.length - 1];
    }

    /** Returns the last value, NaN if there is none. */
    public double last() {
      return values.length == 0 ? Double.NaN : values[values.length - 1];
    }
  }

  private static final class Points {
    private long[] steps = new long[64];
    private double[] values = new double[64];
    private int size;
  }

  /** Hears of every value. */
  interface Sink {
    /** Takes a value. */
    void add(String name, long step, double value);
  }

  private final Map<String, Points> series = new LinkedHashMap<>();
  private Sink sink = (name, step, value) -> {};

  /** Appends a value taken after {@code step}. */
  public synchronized void add(String name, long step, double value) {
    var points = series.computeIfAbsent(name, key -> new Points());
    if (points.size == points.steps.length) {
      points.steps = Arrays.copyOf(points.steps, 2 * points.size);
      points.values = Arrays.copyOf(points.values, 2 * points.size);
    }
    points.steps[points.size] = step;
    points.values[points.size++] = value;
    sink.add(name, step, value);
  }

  /** Tells all further values. */
  synchronized void tell(Sink listener) {
    sink = listener;
  }

  /** Tells all values so far, step by step. */
  synchronized void replay(Sink listener) {
    var at = new LinkedHashMap<String, Integer>();
    for (long step = next(at); step < Long.MAX_VALUE; step = next(at)) {
      for (var entry : series.entrySet()) {
        int i = at.getOrDefault(entry.getKey(), 0);
        for (; i < entry.getValue().size && entry.getValue().steps[i] <= step; i++) {
          listener.add(entry.getKey(), step, entry.getValue().values[i]);
        }
        at.put(entry.getKey(), i);
      }
    }
  }

  private long next(Map<String, Integer> at) {
    long least = Long.MAX_VALUE;
    for (var entry : series.entrySet()) {
      int i = at.getOrDefault(entry.getKey(), 0);
      least = i < entry.getValue().size ? Math.min(least, entry.getValue().steps[i]) : least;
    }
    return least;
  }

  /** Returns the names of all series, oldest first. */
  public synchronized List<String> names() {
    return List.copyOf(new ArrayList<>(series.keySet()));
  }

  /** Returns a copy of a series; empty if nothing was recorded under the name. */
  public synchronized Series series(String name) {
    var points = series.get(name);
    return points == null
        ? new Series(new long[0], new double[0])
        : new Series(
            Arrays.copyOf(points.steps, points.size), Arrays.copyOf(points.values, points.size));
  }
}
