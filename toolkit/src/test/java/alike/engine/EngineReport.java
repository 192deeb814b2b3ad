package alike.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells, from inside a JVM of its own, which engine it got and how. */
final class EngineReport {

  private EngineReport() {}

  /** The process's environment as native libraries see it, changes included. */
  interface C extends Library {
    String getenv(String name);
  }

  /** Takes the engine to use; without arguments none is chosen. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0) {
      Engines.use(arguments[0]);
    }
    var backend = Engines.current();
    System.out.println("engine " + backend.name());
    System.out.println("version " + backend.version());
    System.out.println("described " + Engines.describe());
    System.out.println("weight " + trained(backend));
    var c = Native.load("c", C.class);
    for (var name : new String[] {"OMP_NUM_THREADS", "OMP_WAIT_POLICY"}) {
      System.out.println(name + " " + c.getenv(name));
    }
    if (backend.name().equals("PyTorch")) {
      System.out.println("threads " + JniUtils.getNumThreads());
    }
    System.out.println("torch " + mapped("libtorch_cpu.so"));
    System.out.println("gpu " + gpu());
  }

  /** Returns 1 after one step of gradient descent on (w − 3)² at the rate ¼, which is 2. */
  private static float trained(Backend backend) {
    try (var manager = backend.open()) {
      NDArray weight = manager.ones(new Shape(1));
      weight.setRequiresGradient(true);
      try (var tape = backend.record()) {
        tape.backward(weight.sub(3).square().sum());
      }
      return backend.evaluating(() -> weight.subi(weight.getGradient().mul(0.25f)).getFloat());
    }
  }

  private static String mapped(String library) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      if (line.endsWith("/" + library)) {
        return line.substring(line.indexOf('/'));
      }
    }
    return "none";
  }

  private static String gpu() {
    try {
      return String.valueOf(Engines.gpu());
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
