package alike.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.util.cuda.CudaUtils;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which engine computes. Decided, in this order, by {@link #use}, by the environment variable
 * {@code ALIKE_ENGINE}, and by what there is: PyTorch when it sees a CUDA device, else MXNet.
 *
 * <p>A run keeps the engine that it was started on; {@code use} decides for what is made
 * afterwards. Native settings (allocator, OpenMP) are applied once, before the first engine loads.
 */
public final class Engines {

  /** The engines that Alike runs on. */
  public static final List<String> NAMES = List.of("MXNet", "PyTorch");

  private static final Map<String, Backend> LOADED = new ConcurrentHashMap<>();
  private static volatile @Nullable String chosen;

  private Engines() {}

  /**
   * Chooses the engine for all that is made from now on, and loads it.
   *
   * @param name {@code MXNet} or {@code PyTorch}, in any case
   * @throws IllegalArgumentException if the name is another
   * @throws IllegalStateException if the engine's libraries cannot be loaded
   */
  public static void use(String name) {
    chosen = backend(name).name();
  }

  /** Returns the engine in use; the first call loads it. */
  public static Backend current() {
    String name = chosen;
    return backend(name == null ? byDefault() : name);
  }

  /** Returns an engine by name without choosing it. */
  public static Backend backend(String name) {
    return LOADED.computeIfAbsent(canonical(name), Engines::load);
  }

  /** Returns the engine that an array belongs to. */
  public static Backend of(NDArray array) {
    return backend(array.getManager().getEngine().getEngineName());
  }

  /**
   * Returns the first GPU.
   *
   * @throws IllegalStateException if the engine in use reaches none
   */
  public static Device gpu() {
    var device = current().device();
    if (!device.isGpu()) {
      throw new IllegalStateException(
          "No GPU: the engine in use is %s. A GPU needs an NVIDIA driver and PyTorch with CUDA; run environment/gpu, restart the kernel, then %%engine PyTorch."
              .formatted(describe()));
    }
    return device;
  }

  /** Returns engine, version, device and threads in one line. */
  public static String describe() {
    var backend = current();
    return "%s %s on %s, %d threads"
        .formatted(
            backend.name(),
            backend.version(),
            backend.device().isGpu() ? "GPU " + backend.device().getDeviceId() : "CPU",
            threads());
  }

  /** Returns how many threads compute: ALIKE_THREADS, else OMP_NUM_THREADS, else one a core. */
  public static int threads() {
    return NativeSettings.threads();
  }

  private static String byDefault() {
    String named = System.getenv("ALIKE_ENGINE");
    if (named != null && !named.isBlank()) {
      return named;
    }
    return CudaUtils.getGpuCount() > 0 && Engine.hasEngine("PyTorch") && pyTorchSeesGpu()
        ? "PyTorch"
        : "MXNet";
  }

  private static boolean pyTorchSeesGpu() {
    try {
      return backend("PyTorch").device().isGpu();
    } catch (IllegalStateException e) {
      System.err.println("There is a GPU, but MXNet computes on the CPU: " + e.getMessage());
      return false;
    }
  }

  private static String canonical(String name) {
    for (var known : NAMES) {
      if (known.toLowerCase(Locale.ROOT).equals(name.strip().toLowerCase(Locale.ROOT))) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "Unknown engine \"%s\". Alike runs on MXNet and PyTorch: name one of them, in the call or in ALIKE_ENGINE."
            .formatted(name));
  }

  private static synchronized Backend load(String name) {
    NativeSettings.apply();
    try {
      var engine = Engine.getEngine(name);
      return name.equals("MXNet") ? new MxNetBackend(engine) : PyTorchBackend.of(engine);
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(
          ("The engine %s could not be loaded: %s. Its native library must be on the class path"
                  + " (environment/setup puts it there) or, for PyTorch, be named by"
                  + " PYTORCH_LIBRARY_PATH (environment/gpu).")
              .formatted(name, e.getMessage()),
          e);
    }
  }
}
