package alike.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import alike.check.Require;
import alike.engine.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A queue of rows of one width, always full: new rows take the places of the oldest. Rows are
 * {@link #hold held} while a step computes and {@link #push pushed} when it is over, since the
 * backward pass still reads the rows that the loss saw. Owns its rows until it is closed.
 *
 * @see <a href="https://arxiv.org/abs/1911.05722">He et al. 2020, section 3.2</a>
 */
public final class Bank implements AutoCloseable {

  private final Backend backend;
  private final NDManager manager;
  private final NDArray rows; // [K, D]
  private final List<NDArray> held = new ArrayList<>();
  private long pushed;

  private Bank(Backend backend, NDManager manager, NDArray rows) {
    this.backend = backend;
    this.manager = manager;
    this.rows = rows;
  }

  /**
   * Returns a queue of random directions: normal numbers, each row of length 1.
   *
   * @param size K, 1 or more
   * @param width D, 1 or more
   * @param backend where it lives
   * @param seed decides the rows
   */
  public static Bank random(int size, int width, Backend backend, long seed) {
    Require.positive("the size of the queue", size);
    Require.positive("the width of the queue", width);
    var random = new SplittableRandom(seed);
    var numbers = new float[Math.multiplyExact(size, width)];
    for (int from = 0; from < numbers.length; from += width) {
      direction(numbers, from, width, random);
    }
    var manager = backend.open();
    return new Bank(backend, manager, backend.create(manager, numbers, new Shape(size, width)));
  }

  private static void direction(float[] numbers, int from, int width, SplittableRandom random) {
    var row = new double[width];
    double square = 0;
    for (int i = 0; i < width; i++) {
      row[i] = random.nextGaussian();
      square += row[i] * row[i];
    }
    for (int i = 0; i < width; i++) {
      numbers[from + i] = (float) (row[i] / Math.sqrt(square));
    }
  }

  /** Returns the rows [K, D]; they live as long as the queue and change when it is pushed. */
  public NDArray rows() {
    return rows;
  }

  /** Returns K. */
  public int size() {
    return (int) rows.getShape().get(0);
  }

  /** Returns D. */
  public int width() {
    return (int) rows.getShape().get(1);
  }

  /** Returns where the next row goes, 0 … K - 1: the place of the oldest. */
  public int position() {
    return (int) (pushed % size());
  }

  /** Returns how many rows are not those that it started with, 0 … K. */
  public int filled() {
    return (int) Math.min(pushed, size());
  }

  /**
   * Keeps a copy of rows until {@link #push}; inside a tape or outside.
   *
   * @param more [N, D], N ≤ K; no gradient flows into them
   */
  public void hold(NDArray more) {
    var shape = more.getShape();
    if (shape.dimension() != 2 || shape.get(1) != width() || shape.get(0) > size()) {
      throw new IllegalArgumentException(
          "A queue of %s takes rows [N, %d] with N of at most %d, got %s. Make the queue larger, or the batch smaller."
              .formatted(rows.getShape(), width(), size(), shape));
    }
    held.add(backend.teaching(() -> copy(more)));
  }

  private NDArray copy(NDArray more) {
    var copy = more.duplicate();
    copy.attach(manager);
    NDScope.unregister(copy); // outlives the step at hand
    return copy;
  }

  /** Lets the held rows take the places of the oldest, in order. Outside a tape. */
  public void push() {
    for (var more : held) {
      try (more) {
        pushed = backend.evaluating(() -> written(more));
      }
    }
    held.clear();
  }

  private long written(NDArray more) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      int count = (int) more.getShape().get(0);
      int first = Math.min(count, size() - position()); // the rest goes to the front
      write(position(), more, 0, first);
      write(0, more, first, count);
      return pushed + count;
    }
  }

  private void write(int place, NDArray more, int from, int to) {
    if (from < to) {
      var target = new NDIndex("%d:%d".formatted(place, place + to - from));
      rows.set(target, more.get("%d:%d".formatted(from, to)));
    }
  }

  /** Writes rows and position; nothing may be held. */
  public void save(State state) {
    state.put("rows", rows);
    state.put("pushed", pushed);
  }

  /** Takes over what {@link #save} wrote. */
  public void load(State state) {
    state.into("rows", rows);
    pushed = state.longs("pushed")[0];
  }

  @Override
  public void close() {
    manager.close();
  }
}
