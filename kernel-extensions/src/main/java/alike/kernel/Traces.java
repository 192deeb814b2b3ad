package alike.kernel;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Errors as a reader of the notebook wants them: what went wrong first, in which line of which
 * cell, the nearest library frames, and none of ours, JShell's or JJava's. Colours are bold and red
 * alone, which read on light and on dark.
 */
final class Traces {

  private static final String RED = "\u001b[1;31m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";
  private static final int LIBRARY_FRAMES = 5; // of those that stand in a row

  private static final List<String> HIDDEN =
      List.of(
          "alike.kernel.",
          "org.dflib.jjava.",
          "jdk.jshell.",
          "jdk.internal.reflect.",
          "java.lang.reflect.",
          "java.util.concurrent.FutureTask",
          "java.util.concurrent.ThreadPoolExecutor");

  private final JShell shell;
  private final Cells cells;

  Traces(JShell shell, Cells cells) {
    this.shell = shell;
    this.cells = cells;
  }

  /** Formats an exception that a cell's code has thrown, with its causes. */
  List<String> thrown(EvalException exception) {
    var lines = new ArrayList<String>();
    String prefix = "";
    for (Throwable e = exception; e != null; e = e.getCause()) {
      String name =
          e instanceof EvalException eval ? eval.getExceptionClassName() : e.getClass().getName();
      String message = e.getMessage() == null ? "" : ": " + e.getMessage();
      lines.add(prefix + RED + name + PLAIN + message);
      frames(e.getStackTrace(), lines);
      prefix = "Caused by ";
    }
    return lines;
  }

  private void frames(StackTraceElement[] frames, List<String> lines) {
    int inRow = 0;
    int skipped = 0;
    boolean excerpt = true;
    for (var frame : frames) {
      if (HIDDEN.stream().anyMatch(frame.getClassName()::startsWith)) {
        continue;
      }
      var place = place(frame);
      if (place == null) {
        if (++inRow <= LIBRARY_FRAMES) {
          lines.add("    at " + frame);
        } else {
          skipped++;
        }
        continue;
      }
      more(skipped, lines);
      inRow = 0;
      skipped = 0;
      lines.add(
          "    at %scell [%d], line %d%s%s"
              .formatted(BOLD, place.cell(), place.line(), PLAIN, in(frame)));
      if (excerpt) {
        lines.add("       %s%d │%s %s".formatted(BOLD, place.line(), PLAIN, place.text()));
        excerpt = false;
      }
    }
    more(skipped, lines);
  }

  private static void more(int skipped, List<String> lines) {
    if (skipped > 0) {
      lines.add("    … %d more".formatted(skipped));
    }
  }

  private static String in(StackTraceElement frame) {
    String method = frame.getMethodName();
    return method == null || method.isEmpty() || method.startsWith("do_it") ? "" : ", in " + method;
  }

  private Cells.@org.jspecify.annotations.Nullable Place place(StackTraceElement frame) {
    String file = frame.getFileName();
    return file != null && file.startsWith("#")
        ? cells.find(file.substring(1), frame.getLineNumber()).orElse(null)
        : null;
  }

  /** Formats what javac says of a snippet: the message, the line, the place in it. */
  List<String> rejected(Snippet snippet) {
    var lines = new ArrayList<String>();
    shell
        .diagnostics(snippet)
        .filter(Diag::isError)
        .forEach(diag -> diagnosis(snippet, diag, lines));
    if (lines.isEmpty()) {
      lines.add(RED + "The cell does not compile" + PLAIN);
      lines.add("    " + snippet.source().strip());
    }
    return lines;
  }

  /** Returns the first line of what javac says. */
  String firstMessage(Snippet snippet) {
    return shell
        .diagnostics(snippet)
        .filter(Diag::isError)
        .map(diag -> diag.getMessage(null).lines().findFirst().orElse(""))
        .findFirst()
        .orElse("The cell does not compile");
  }

  private void diagnosis(Snippet snippet, Diag diag, List<String> lines) {
    String source = snippet.source();
    var message = diag.getMessage(null).lines().toList();
    lines.add(RED + "error" + PLAIN + ": " + message.get(0));
    message.stream()
        .skip(1)
        .filter(line -> !line.strip().startsWith("location:"))
        .forEach(line -> lines.add("  " + line));
    int at = (int) Math.max(0, Math.min(diag.getStartPosition(), source.length()));
    int lineStart = source.lastIndexOf('\n', at - 1) + 1;
    int lineEnd = source.indexOf('\n', at) < 0 ? source.length() : source.indexOf('\n', at);
    int number = 1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
    var place = cells.find(snippet.id(), number).orElse(null);
    String label = place == null ? "" : "%d".formatted(place.line());
    if (place != null) {
      lines.add("    at %scell [%d], line %d%s".formatted(BOLD, place.cell(), place.line(), PLAIN));
    }
    lines.add(
        "       %s%s │%s %s".formatted(BOLD, label, PLAIN, source.substring(lineStart, lineEnd)));
    int width = (int) Math.max(1, Math.min(diag.getEndPosition(), lineEnd) - at);
    lines.add(
        "       %s   %s%s%s%s"
            .formatted(
                " ".repeat(label.length()),
                " ".repeat(at - lineStart),
                RED,
                "^".repeat(width),
                PLAIN));
  }
}
