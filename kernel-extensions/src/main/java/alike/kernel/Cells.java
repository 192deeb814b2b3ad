package alike.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jshell.execution.LocalExecutionControl;
import org.dflib.jjava.jupyter.telemetry.TelemetryCollector;
import org.jspecify.annotations.Nullable;

/**
 * Runs compiled snippets for JShell, and can stop them.
 *
 * <p>Takes the place of JJava 1.0a8's own execution control, which cannot. Up to Java 19 code is
 * stopped by {@code Thread.stop}; since Java 20 that method only throws, and the JDK's {@link
 * LocalExecutionControl} weaves checks into the loops and methods of cells instead, which this
 * class turns on and off. Code of libraries is not woven: there it is the interrupt that counts.
 */
final class Cells extends LocalExecutionControl implements Brake {
  static final String INTERRUPTED = "Execution Interrupted";
  static final String TIMEOUT = "Execution Timeout";
  private static final ThreadLocal<TelemetryCollector<?>> COLLECTOR = new ThreadLocal<>();
  private static final boolean WOVEN = Runtime.version().feature() >= 20;

  private final Runner runner;
  private final long limitMillis;
  private final AtomicLong keys = new AtomicLong();
  private final Map<String, @Nullable Object> results = new HashMap<>();
  private @Nullable Throwable thrown;
  private @Nullable Class<?> latest; // of the snippets' classes
  private boolean primed;

  Cells(CellClasses classes, Duration grace, long limitMillis) {
    super(classes);
    this.runner = new Runner(this, grace);
    this.limitMillis = limitMillis;
  }

  Runner runner() {
    return runner;
  }

  /** Returns and forgets the value of a snippet, or {@code other} if the key names none. */
  @Nullable Object take(String key, Object other) {
    synchronized (results) {
      return results.containsKey(key) ? results.remove(key) : other;
    }
  }

  /** Lets go of the value that the latest snippet keeps under {@code name}, if any. */
  void forget(String name) {
    var snippet = latest;
    latest = null;
    if (snippet == null) {
      return;
    }
    try {
      var field = snippet.getField(name);
      if (!field.getType().isPrimitive()) {
        field.setAccessible(true); // the class of a snippet is not public
        field.set(null, null);
      }
    } catch (ReflectiveOperationException e) {
      // The snippet keeps nothing under this name.
    }
  }

  /** Measures the snippets that this thread runs (%time); {@code null} for no longer. */
  void measure(@Nullable TelemetryCollector<?> value) {
    if (value == null) {
      COLLECTOR.remove();
    } else {
      COLLECTOR.set(value);
    }
  }

  @Nullable TelemetryCollector<?> collector() {
    return COLLECTOR.get();
  }

  /** Returns what a snippet threw last, itself and not as JShell describes it. */
  @Nullable Throwable thrown() {
    return thrown;
  }

  @Override
  protected String invoke(Method snippet) throws Exception {
    prime();
    latest = snippet.getDeclaringClass();
    Callable<@Nullable Object> code = () -> snippet.invoke(null);
    @Nullable Object value;
    try {
      value = runner.call(measured(code, COLLECTOR.get()), limitMillis);
    } catch (InvocationTargetException e) {
      var cause = e.getCause() != null ? e.getCause() : e;
      thrown = cause;
      if (runner.stopped()) {
        throw new UserException("stopped", INTERRUPTED, cause.getStackTrace());
      }
      return throwConvertedInvocationException(cause);
    } catch (InterruptedException e) {
      throw new UserException("stopped", INTERRUPTED, e.getStackTrace());
    } catch (TimeoutException e) {
      throw new UserException("timeout", TIMEOUT, e.getStackTrace());
    }
    var key = "alike-" + keys.incrementAndGet();
    synchronized (results) {
      results.put(key, value);
    }
    return key;
  }

  private static <M> Callable<@Nullable Object> measured(
      Callable<@Nullable Object> code, @Nullable TelemetryCollector<M> collector) {
    if (collector == null) {
      return code;
    }
    return () -> {
      var start = collector.measurementStart();
      try {
        return code.call();
      } finally {
        collector.measurementEnd(start);
      }
    };
  }

  /** The JDK makes the class that holds the woven checks' switch at its own first invocation. */
  private synchronized void prime() throws Exception {
    if (WOVEN && !primed) {
      var handler = Thread.getDefaultUncaughtExceptionHandler();
      var nothing = Cells.class.getDeclaredMethod("nothing");
      nothing.setAccessible(true);
      super.invoke(nothing);
      Thread.setDefaultUncaughtExceptionHandler(handler);
    }
    primed = true;
  }

  @SuppressWarnings("unused") // called by its name, see prime()
  private static void nothing() {}

  @Override
  @SuppressWarnings({"deprecation", "removal"}) // Thread.stop: only where it still works
  public void pull(Thread thread) {
    if (WOVEN) {
      weave(true);
      thread.interrupt();
    } else {
      thread.stop();
    }
  }

  @Override
  public void release() {
    if (WOVEN) {
      weave(false);
    }
  }

  private synchronized void weave(boolean stop) {
    if (!primed) {
      return;
    }
    try {
      findClass("REPL.$Cancel$").getField("allStop").setBoolean(null, stop);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Java " + Runtime.version() + " stops cells otherwise.", e);
    }
  }
}
