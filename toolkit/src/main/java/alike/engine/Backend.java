package alike.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One engine, as the other rooms see it: whatever MXNet and PyTorch do differently lies behind this
 * interface. One instance an engine and process; ask {@link Engines} for it.
 */
public interface Backend {

  /** Returns {@code MXNet} or {@code PyTorch}. */
  String name();

  /** Returns the version of the native library. */
  String version();

  /** Returns where new arrays live. */
  Device device();

  /**
   * Returns this engine with layers that compute in another precision while they are trained.
   *
   * @throws IllegalArgumentException if the engine does not have it
   */
  Backend with(Precision precision);

  /**
   * Returns images as the engine's layers compute with them fastest: the same values, perhaps in
   * another order in memory, and in training rounded to the precision.
   *
   * @param images float32 [N, C, H, W]
   */
  default NDArray images(NDArray images, boolean training) {
    return images;
  }

  /** Returns what layers made of {@link #images}, in float32. */
  default NDArray numbers(NDArray array, boolean training) {
    return array;
  }

  /** Returns the groups of layers that the engine computes in one call, if there are any. */
  default Optional<ConvolutionUnits> units() {
    return Optional.empty();
  }

  /** Opens a manager of its own: the caller closes it, and with it every array that it owns. */
  NDManager open();

  /** Sets the engine's own random streams; our weights and views do not depend on them. */
  void seed(long seed);

  /**
   * Returns whether {@link #seed} takes microseconds, as on PyTorch; on MXNet it takes about ten
   * milliseconds.
   */
  boolean seedsAtOnce();

  /** Starts recording operations on this thread, in training mode. One tape at a time. */
  Tape record();

  /**
   * Does some work with this thread in evaluation: nothing is recorded, layers use their running
   * statistics. Values may be changed in place.
   */
  <T> T evaluating(Supplier<T> work);

  /** Does some work in training mode without recording it: a teacher's forward pass. */
  <T> T teaching(Supplier<T> work);

  /** Returns whether operations on this thread are recorded, or may be. */
  boolean recording();

  /** Returns the numbers of a float32 array; waits until they are computed. */
  default float[] read(NDArray array) {
    var numbers = new float[Math.toIntExact(array.size())];
    read(array, numbers);
    return numbers;
  }

  /** Reads the numbers of a float32 array into one of its size; waits until they are computed. */
  void read(NDArray array, float[] to);

  /**
   * Makes a float32 array; the numbers are copied.
   *
   * @param manager owns the array
   */
  NDArray create(NDManager manager, float[] numbers, Shape shape);

  /**
   * Returns the sum of an array's numbers times others, a scalar whose gradient those others are.
   *
   * @param numbers one for each of the float32 array's, in its order; copied
   */
  NDArray product(NDArray array, float[] numbers);

  /**
   * Gives the result of an operation another value, while its gradient stays that of the operation:
   * right only where the operation's gradient does not depend on its result.
   *
   * @param scalar a float32 scalar that nothing was computed from yet; may be changed itself
   * @return a scalar of that value
   */
  NDArray revalued(NDArray scalar, float value);

  /**
   * Sets the gradients of the arrays to zero where the engine would add to them. Call it after a
   * step has used them: PyTorch accumulates over tapes, MXNet overwrites.
   */
  void clearGradients(List<NDArray> arrays);

  /**
   * Does the backward pass of a tape so that its gradients are added to those that the arrays have
   * from earlier ones: PyTorch adds by itself, MXNet overwrites.
   */
  void adding(List<NDArray> arrays, Runnable backward);

  /** Waits until everything queued has been computed; errors of the queue surface here. */
  void await();

  /** Operations recorded for one backward pass. */
  interface Tape extends AutoCloseable {

    /** Computes the gradients of a scalar; once a tape. */
    void backward(NDArray loss);

    @Override
    void close();
  }
}
