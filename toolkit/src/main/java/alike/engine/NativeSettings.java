package alike.engine;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * What the C library must know before an engine loads.
 *
 * <p>By default glibc gives every activation of 32 MB or more back to the system and takes it anew
 * at each step, page by page; keeping it makes a ResNet-18 step up to a third cheaper. OpenMP's
 * threads otherwise spin while they wait and take the cores from the threads that prepare views.
 */
final class NativeSettings {

  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_TOP_PAD = -2;
  private static final int M_MMAP_MAX = -4;
  private static boolean applied;

  private NativeSettings() {}

  /** The two calls that we need of the C library. */
  interface C extends Library {
    int mallopt(int parameter, int value);

    int setenv(String name, String value, int overwrite);
  }

  static synchronized void apply() {
    if (applied || !Platform.isLinux()) {
      return;
    }
    applied = true;
    var c = Native.load("c", C.class);
    c.setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
    int overwrite = System.getenv("ALIKE_THREADS") == null ? 0 : 1;
    c.setenv("OMP_NUM_THREADS", Integer.toString(threads()), overwrite);
    c.mallopt(M_MMAP_MAX, 0);
    c.mallopt(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
    c.mallopt(M_TOP_PAD, 64 << 20);
  }

  /** Returns how many threads an engine uses: ALIKE_THREADS, OMP_NUM_THREADS, or all cores. */
  static int threads() {
    for (var name : new String[] {"ALIKE_THREADS", "OMP_NUM_THREADS"}) {
      String value = System.getenv(name);
      if (value != null && value.strip().matches("[1-9][0-9]{0,3}")) {
        return Integer.parseInt(value.strip());
      }
      if (value != null && !value.isBlank() && name.equals("ALIKE_THREADS")) {
        throw new IllegalArgumentException(
            "ALIKE_THREADS is \"%s\"; it must be a whole number from 1 to 9999, or unset for one thread a core."
                .formatted(value));
      }
    }
    return Runtime.getRuntime().availableProcessors();
  }
}
