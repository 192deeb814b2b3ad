package alike.engine;

import ai.djl.engine.EngineException;
import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.mxnet.jna.LibUtils;
import ai.djl.mxnet.jna.MxnetLibrary;
import ai.djl.ndarray.NDArray;
import com.sun.jna.Pointer;

/**
 * The memory of MXNet's dense float32 arrays on the CPU. DJL's own way to it copies once more, and
 * for each write wakes one of the engine's threads and waits for it.
 */
final class MxNetMemory {

  private static final MxnetLibrary LIBRARY = LibUtils.loadLibrary();

  private MxNetMemory() {}

  /** Reads an array when it has been computed. */
  static void read(NDArray array, float[] to) {
    JnaUtils.waitToRead(handle(array));
    at(array).read(0, to, 0, to.length);
  }

  /** Writes to an array that was just made: no operation uses it yet. */
  static void write(NDArray fresh, float[] numbers) {
    at(fresh).write(0, numbers, 0, numbers.length);
  }

  private static Pointer at(NDArray array) {
    var place = JnaUtils.REFS.acquire();
    if (LIBRARY.MXNDArrayGetData(handle(array), place) != 0) {
      throw new EngineException("MXNet has no memory of the array " + array.getShape());
    }
    var pointer = place.getValue();
    JnaUtils.REFS.recycle(place);
    return pointer;
  }

  private static Pointer handle(NDArray array) {
    return ((MxNDArray) array).getHandle();
  }
}
