package alike.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A backend that says that it is another device, and counts what it was asked for.
 *
 * @param backend what computes
 * @param device what it says
 * @param evaluations how often something was done in evaluation
 */
public record Pretended(Backend backend, Device device, AtomicInteger evaluations)
    implements Backend {

  /** Pretends to be a device. */
  public Pretended(Backend backend, Device device) {
    this(backend, device, new AtomicInteger());
  }

  @Override
  public String name() {
    return backend.name();
  }

  @Override
  public String version() {
    return backend.version();
  }

  @Override
  public Backend with(Precision precision) {
    return new Pretended(backend.with(precision), device, evaluations);
  }

  @Override
  public NDManager open() {
    return backend.open();
  }

  @Override
  public void seed(long seed) {
    backend.seed(seed);
  }

  @Override
  public boolean seedsAtOnce() {
    return backend.seedsAtOnce();
  }

  @Override
  public Tape record() {
    return backend.record();
  }

  @Override
  public <T> T evaluating(Supplier<T> work) {
    evaluations.incrementAndGet();
    return backend.evaluating(work);
  }

  @Override
  public <T> T teaching(Supplier<T> work) {
    return backend.teaching(work);
  }

  @Override
  public void adding(List<NDArray> arrays, Runnable backward) {
    backend.adding(arrays, backward);
  }

  @Override
  public boolean recording() {
    return backend.recording();
  }

  @Override
  public void read(NDArray array, float[] to) {
    backend.read(array, to);
  }

  @Override
  public NDArray product(NDArray array, float[] numbers) {
    return backend.product(array, numbers);
  }

  @Override
  public NDArray revalued(NDArray scalar, float value) {
    return backend.revalued(scalar, value);
  }

  @Override
  public NDArray create(NDManager manager, float[] numbers, Shape shape) {
    return backend.create(manager, numbers, shape);
  }

  @Override
  public void clearGradients(List<NDArray> arrays) {
    backend.clearGradients(arrays);
  }

  @Override
  public void await() {
    backend.await();
  }
}
