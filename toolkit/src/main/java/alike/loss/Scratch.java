package alike.loss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Memory that the steps of a training use one after another: fresh arrays would be in none of the
 * processor's caches. One step has it at a time; one beside it gets memory of its own.
 *
 * <p>Who asks for arrays in the same order each time gets the same ones.
 */
final class Scratch {

  private static final int KEPT = 1 << 20; // numbers of an array that is kept; larger ones are not
  private static final AtomicReference<@Nullable Scratch> SPARE = new AtomicReference<>();

  private final List<float[]> arrays = new ArrayList<>();
  private int given;

  private Scratch() {}

  /** Returns memory, to be {@linkplain #giveBack given back} when none of it is needed any more. */
  static Scratch take() {
    var spare = SPARE.getAndSet(null);
    return spare == null ? new Scratch() : spare;
  }

  /** Returns an array with anything in it. */
  float[] floats(int size) {
    if (size > KEPT) {
      return new float[size];
    }
    if (given == arrays.size()) {
      arrays.add(new float[size]);
    } else if (arrays.get(given).length != size) {
      arrays.set(given, new float[size]);
    }
    return arrays.get(given++);
  }

  /** Returns an array of zeros. */
  float[] zeros(int size) {
    float[] array = floats(size);
    Arrays.fill(array, 0);
    return array;
  }

  /**
   * Hands the arrays to the next step. Not after a failure, when a thread may still write to them.
   */
  void giveBack() {
    arrays.subList(given, arrays.size()).clear();
    given = 0;
    SPARE.set(this);
  }
}
