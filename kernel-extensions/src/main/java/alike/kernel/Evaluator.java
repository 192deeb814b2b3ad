package alike.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.dflib.jjava.jupyter.telemetry.TelemetryCollector;
import org.dflib.jjava.kernel.execution.CodeEvaluator;
import org.dflib.jjava.kernel.execution.CompilationException;
import org.dflib.jjava.kernel.execution.EvaluationInterruptedException;
import org.dflib.jjava.kernel.execution.EvaluationTimeoutException;
import org.dflib.jjava.kernel.execution.IncompleteSourceException;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the code of cells, snippet by snippet.
 *
 * <p>JJava 1.0a8's evaluator with another engine under it ({@link Cells}: code can be stopped), and
 * it remembers in which cell and line each snippet stands.
 */
final class Evaluator extends CodeEvaluator {
  private static final Object NO_VALUE = "\"__NO_MAGIC_RETURN\""; // of a magic without a result
  private static final long NONE = -1;

  private final CellClasses classes = new CellClasses();
  private final Cells cells;
  private final Places places = new Places();
  private final long limit;
  private final TimeUnit unit;

  /**
   * @param limit how long one top-level statement may run; 0 for any time
   */
  Evaluator(Duration grace, long limit, TimeUnit unit) {
    super("Alike", NONE, TimeUnit.MILLISECONDS);
    this.cells = new Cells(classes, grace, unit.toMillis(limit));
    this.limit = limit;
    this.unit = unit;
    Thread.currentThread().setContextClassLoader(classes.loader()); // the super class set its own
  }

  Runner runner() {
    return cells.runner();
  }

  Places places() {
    return places;
  }

  @Override
  public @Nullable Object eval(JShell shell, String code) {
    var analysis = shell.sourceCodeAnalysis();
    @Nullable Object result = null;
    var rest = code;
    var info = analysis.analyzeCompletion(rest);
    while (info.completeness().isComplete()) {
      if (cells.runner().asked() && !info.source().isBlank()) { // what follows is not begun
        throw new EvaluationInterruptedException(rest.strip());
      }
      int blanks = rest.length() - rest.stripLeading().length();
      places.at(code.substring(0, code.length() - rest.length() + blanks));
      result = evalSingle(shell, info.source());
      rest = info.remaining();
      info = analysis.analyzeCompletion(rest);
    }
    if (info.completeness() != Completeness.EMPTY) {
      throw new IncompleteSourceException(rest.strip());
    }
    return result;
  }

  @Override
  protected @Nullable Object evalSingle(JShell shell, String code) {
    int offset = places.offset();
    var events = shell.eval(code.strip());
    @Nullable Object result = null;
    for (var event : events) {
      places.put(event.snippet(), offset);
      if (event.status() == Status.OVERWRITTEN) {
        shell.drop(event.snippet());
      } else if (event.value() != null) {
        result = value(event);
      }
    }
    forget(shell, events);
    for (var event : events) {
      if (event.causeSnippet() == null) {
        check(event, code.strip());
      }
    }
    return result;
  }

  /**
   * Drops the variables that JShell makes for the values of expressions ({@code $1}, {@code $2},
   * …): each would be imported into every later snippet, which by the hundredth cell costs more
   * than half of the time of a cell, and would keep its value for as long as the kernel lives.
   */
  private void forget(JShell shell, List<SnippetEvent> events) {
    for (var event : events) {
      if (event.snippet() instanceof VarSnippet variable
          && variable.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
        cells.forget(variable.name());
        var unused = shell.drop(variable);
      }
    }
  }

  private @Nullable Object value(SnippetEvent event) {
    var value = cells.take(event.value(), event.value());
    return switch (event.snippet().subKind()) {
      case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND ->
          NO_VALUE.equals(value) ? null : value;
      default -> null;
    };
  }

  private void check(SnippetEvent event, String code) {
    var thrown = event.exception();
    if (thrown instanceof EvalException e) {
      if (Cells.TIMEOUT.equals(e.getExceptionClassName())) {
        throw new EvaluationTimeoutException(limit, unit, code);
      }
      if (cells.runner().asked() || Cells.INTERRUPTED.equals(e.getExceptionClassName())) {
        var interrupted = new EvaluationInterruptedException(code);
        interrupted.initCause(e);
        throw interrupted;
      }
    }
    if (thrown != null) {
      throw inner(cells.thrown()).orElseGet(() -> new IllegalStateException(thrown));
    }
    if (event.status() != Status.RECOVERABLE_NOT_DEFINED && !event.status().isDefined()) {
      throw new CompilationException(event);
    }
  }

  /**
   * Finds the failure of code that the cell evaluated, as magics do, under what it was wrapped in.
   */
  private static Optional<RuntimeException> inner(@Nullable Throwable thrown) {
    var e = thrown;
    for (int depth = 0; e != null && depth < 50; e = e.getCause(), depth++) { // causes may go round
      if (e instanceof CompilationException
          || e instanceof IncompleteSourceException
          || e instanceof EvaluationTimeoutException
          || e instanceof EvaluationInterruptedException
          || (e instanceof IllegalStateException && e.getCause() instanceof JShellException)) {
        return Optional.of((RuntimeException) e);
      }
    }
    return Optional.empty();
  }

  @Override
  public void startThreadTelemetryCollection(TelemetryCollector<?> collector) {
    cells.measure(collector);
  }

  @Override
  public void stopThreadTelemetryCollection() {
    var collector = cells.collector();
    cells.measure(null);
    if (collector != null) {
      collector.stop();
    }
  }

  @Override
  public void interrupt() {
    cells.runner().interrupt();
  }

  @Override
  public ClassLoader getClassLoader() {
    return classes.loader();
  }

  @Override
  public ExecutionControlProvider getExecControlProvider() {
    return new ExecutionControlProvider() {
      @Override
      public String name() {
        return "alike";
      }

      @Override
      public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return cells;
      }
    };
  }
}
