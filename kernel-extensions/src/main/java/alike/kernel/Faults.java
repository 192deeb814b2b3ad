package alike.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;
import org.dflib.jjava.kernel.execution.CompilationException;
import org.dflib.jjava.kernel.execution.EvaluationInterruptedException;
import org.dflib.jjava.kernel.execution.EvaluationTimeoutException;
import org.dflib.jjava.kernel.execution.IncompleteSourceException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what went wrong in the terms of the notebook.
 *
 * <p>Mends JJava 1.0a8, which names every exception {@code RuntimeException} and puts the message
 * of the compiler into the traceback only.
 */
final class Faults {
  private final JShell shell;
  private final Places places;
  private final Trace trace;

  Faults(JShell shell, Places places) {
    this.shell = shell;
    this.places = places;
    this.trace = new Trace(places);
  }

  /** Describes {@code thrown}; never throws, whatever the exception's own methods do. */
  Fault of(Throwable thrown) {
    try {
      return describe(thrown);
    } catch (Throwable again) { // getMessage() of a user's exception may throw, even an Error
      var name = thrown.getClass().getName();
      return new Fault(name, "", List.of(Trace.red(name)));
    }
  }

  private Fault describe(Throwable thrown) {
    if (thrown instanceof CompilationException e) {
      return compilation(e);
    }
    if (thrown instanceof IncompleteSourceException e) {
      return cut(
          e, "incomplete code: a bracket, a quote or a semicolon is missing after", e.getSource());
    }
    if (thrown instanceof EvaluationTimeoutException e) {
      var after = e.getDuration() + " " + e.getUnit().name().toLowerCase(Locale.ROOT);
      return cut(e, "stopped after " + after + " (JJAVA_TIMEOUT):", e.getSource());
    }
    if (thrown instanceof EvaluationInterruptedException e) {
      var fault = cut(e, "the cell was interrupted:", e.getSource());
      return e.getCause() instanceof EvalException cause ? located(fault, cause) : fault;
    }
    if (thrown.getCause() instanceof EvalException e) {
      return new Fault(Trace.plain(e.getExceptionClassName()), text(e.getMessage()), lines(e, ""));
    }
    if (thrown.getCause() instanceof UnresolvedReferenceException e) {
      return unresolved(e);
    }
    return new Fault(thrown.getClass().getName(), text(thrown.getMessage()), kernel(thrown, ""));
  }

  private static String text(@Nullable String message) {
    return message == null ? "" : message;
  }

  private static Fault cut(RuntimeException e, String what, String source) {
    var first = source.lines().findFirst().orElse("").strip();
    return new Fault(
        e.getClass().getSimpleName(), what + " " + first, List.of(Trace.red(what), "    " + first));
  }

  private Fault located(Fault fault, EvalException cause) {
    var lines = new ArrayList<>(fault.traceback().subList(0, 1));
    lines.addAll(trace.frames(cause.getStackTrace()));
    return new Fault(
        fault.name(),
        fault.message(),
        lines.stream().anyMatch(Trace::isInCell) ? lines : fault.traceback());
  }

  private List<String> lines(EvalException e, String label) {
    var lines = new ArrayList<String>();
    lines.add(Trace.head(label + Trace.plain(e.getExceptionClassName()), e.getMessage()));
    lines.addAll(trace.frames(e.getStackTrace()));
    if (e.getCause() instanceof EvalException cause && cause != e) {
      lines.addAll(lines(cause, "Caused by: "));
    }
    return lines;
  }

  private List<String> kernel(Throwable e, String label) {
    var lines = new ArrayList<String>();
    lines.add(Trace.head(label + e.getClass().getName(), e.getMessage()));
    if (e instanceof StackOverflowError) {
      lines.add("    The code of the cell is nested too deeply for the compiler.");
    }
    lines.addAll(trace.frames(e.getStackTrace()));
    if (e.getCause() != null && e.getCause() != e) {
      lines.addAll(kernel(e.getCause(), "Caused by: "));
    }
    return lines;
  }

  private Fault unresolved(UnresolvedReferenceException e) {
    var what = "not defined yet: " + missing(e.getSnippet());
    var lines = new ArrayList<String>();
    lines.add(Trace.red(what));
    lines.addAll(trace.frames(e.getStackTrace()));
    return new Fault("UnresolvedReferenceException", what, lines);
  }

  private String missing(DeclarationSnippet snippet) {
    return shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
  }

  private Fault compilation(CompilationException e) {
    var snippet = e.getBadSnippetCompilation().snippet();
    var lines = new ArrayList<String>();
    var messages = new ArrayList<String>();
    shell
        .diagnostics(snippet)
        .filter(Diag::isError)
        .forEach(d -> diagnostic(snippet, d, lines, messages));
    if (snippet instanceof DeclarationSnippet declaration && messages.isEmpty()) {
      messages.add("not defined yet: " + missing(declaration));
      lines.add(Trace.red(messages.get(0)));
    }
    return new Fault("CompilationException", String.join("\n", messages), lines);
  }

  private void diagnostic(Snippet snippet, Diag error, List<String> lines, List<String> messages) {
    var source = snippet.source();
    int start = (int) Math.max(0, Math.min(error.getStartPosition(), source.length()));
    int end = (int) Math.max(start, Math.min(error.getEndPosition(), source.length()));
    int from = source.lastIndexOf('\n', start - 1) + 1;
    int to = source.indexOf('\n', start) < 0 ? source.length() : source.indexOf('\n', start);
    int line = 1 + (int) source.substring(0, from).chars().filter(c -> c == '\n').count();
    var place = places.of(snippet.id()).map(p -> p.line(line)).orElse("line " + line);
    var message =
        error
            .getMessage(Locale.ROOT)
            .lines()
            .filter(l -> !l.strip().startsWith("location:"))
            .toList();
    messages.add(String.join("\n", message));
    lines.add(Trace.red(place + ": " + message.get(0)));
    lines.add("    " + source.substring(from, to).replace('\t', ' '));
    lines.add(
        "    "
            + " ".repeat(start - from)
            + Trace.red("^".repeat(Math.max(1, Math.min(end, to) - start))));
    message.stream().skip(1).forEach(l -> lines.add("    " + l.strip()));
  }
}
