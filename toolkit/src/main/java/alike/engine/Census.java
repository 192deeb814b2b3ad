package alike.engine;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Field;
import java.util.Map;

/** Counts the arrays that are alive under a manager, its sub-managers included. */
public final class Census {

  private static final Field RESOURCES = resources();

  private Census() {}

  /**
   * Returns how many arrays an engine holds in all.
   *
   * @param backend the engine
   */
  public static int of(Backend backend) {
    try (var manager = backend.open()) {
      return under(manager.getParentManager());
    }
  }

  /** Returns how many arrays a manager and its sub-managers hold. */
  public static int under(NDManager manager) {
    int count = 0;
    for (var resource : owned(manager).values()) {
      if (resource instanceof NDArray) {
        count++;
      } else if (resource instanceof NDManager child) {
        count += under(child);
      }
    }
    return count;
  }

  private static Map<?, ?> owned(NDManager manager) {
    try {
      return (Map<?, ?>) RESOURCES.get(manager);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  // DJL tells only the arrays directly attached to a manager, not those of its sub-managers.
  private static Field resources() {
    try {
      var field = BaseNDManager.class.getDeclaredField("resources");
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("DJL has changed: BaseNDManager has no resources", e);
    }
  }
}
