package alike.method;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import alike.engine.Backend;
import alike.loss.Dino;
import org.jspecify.annotations.Nullable;

/**
 * The running mean of a teacher's outputs, which moves when a step is over: the backward pass still
 * reads the one that the loss saw.
 */
final class Center implements AutoCloseable {

  private final Backend backend;
  private final NDManager manager;
  private final NDArray value; // [K]
  private @Nullable NDArray next;

  private Center(Backend backend, NDManager manager, int width) {
    this.backend = backend;
    this.manager = manager;
    this.value = manager.zeros(new Shape(width));
  }

  static Center zeros(int width, Method.Start start) {
    return new Center(start.backend(), start.backend().open(), width);
  }

  /** Returns the center [K]; it lives as long as this. */
  NDArray value() {
    return value;
  }

  /** Computes where the center goes after the step; inside a tape or outside. */
  void prepare(NDArray targets, Dino loss) {
    drop();
    next = backend.teaching(() -> kept(loss.centerAfter(value, targets)));
  }

  private NDArray kept(NDArray moved) {
    NDArray copy = moved.duplicate();
    copy.attach(manager);
    NDScope.unregister(copy); // outlives the step at hand
    return copy;
  }

  /** Moves there. Outside a tape. */
  void move() {
    var moved = next;
    if (moved != null) {
      var unused =
          backend.evaluating(
              () -> {
                moved.copyTo(value);
                return value;
              });
    }
    drop();
  }

  private void drop() {
    if (next != null) {
      next.close();
      next = null;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
