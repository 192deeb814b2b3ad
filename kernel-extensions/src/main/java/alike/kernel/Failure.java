package alike.kernel;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import jdk.jshell.EvalException;
import org.dflib.jjava.kernel.execution.CompilationException;
import org.jspecify.annotations.Nullable;

/**
 * A cell's failure as the protocol tells it.
 *
 * @param name the exception's class; JJava says RuntimeException of all
 * @param message its message, or javac's
 * @param trace lines for people
 */
record Failure(String name, String message, List<String> trace) {

  private static final Set<String> STOPPED =
      Set.of(
          "java.lang.ThreadDeath",
          "java.lang.InterruptedException",
          "java.nio.channels.ClosedByInterruptException",
          "java.util.concurrent.CancellationException",
          "Execution Interrupted");

  static Failure of(
      Throwable e, boolean stopped, Traces traces, Function<Throwable, List<String>> otherwise) {
    if (e instanceof Evaluator.Interrupted) {
      return interrupted(text(e.getMessage()));
    }
    if (e.getCause() instanceof EvalException thrown) {
      return stopped && STOPPED.contains(thrown.getExceptionClassName())
          ? interrupted("The cell was stopped.")
          : new Failure(
              thrown.getExceptionClassName(),
              String.valueOf(thrown.getMessage()),
              traces.thrown(thrown));
    }
    if (e instanceof CompilationException rejected) {
      var snippet = rejected.getBadSnippetCompilation().snippet();
      return new Failure(
          "CompilationError", traces.firstMessage(snippet), traces.rejected(snippet));
    }
    if (stopped) {
      return interrupted("The cell was stopped.");
    }
    return new Failure(e.getClass().getName(), text(e.getMessage()), lines(e, otherwise));
  }

  private static Failure interrupted(String message) {
    return new Failure(
        "Interrupted", message, List.of("\u001b[1;31mInterrupted\u001b[0m: " + message));
  }

  private static List<String> lines(Throwable e, Function<Throwable, List<String>> otherwise) {
    try {
      return e instanceof Error ? List.of(tooMuch(e)) : otherwise.apply(e);
    } catch (RuntimeException | Error failed) {
      return List.of(tooMuch(e));
    }
  }

  private static String tooMuch(Throwable e) {
    String hint =
        e instanceof StackOverflowError
            ? " The code is nested too deeply for the compiler, or a toString() calls itself."
            : "";
    return "\u001b[1;31m%s\u001b[0m%s".formatted(e.getClass().getName(), hint);
  }

  /** Returns a value's text even if its toString() fails. */
  static String text(@Nullable Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException | Error e) {
      return "%s (its toString() threw %s)"
          .formatted(value == null ? "null" : value.getClass().getName(), e.getClass().getName());
    }
  }
}
