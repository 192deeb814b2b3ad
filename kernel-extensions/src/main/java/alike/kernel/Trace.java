package alike.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes the stack trace of one exception in few lines: what happened, then where.
 *
 * <p>Lines of cells show their cell, line and code; frames of JShell, of reflection and of the
 * kernel are left out, repeated and very many frames are counted instead of shown.
 */
final class Trace {
  private static final int MOST = 16;
  private static final String JDK_MORE = "more in the JDK";
  private static final String RED = "\u001b[1;31m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";
  private static final String MAGIC = "BaseNotebookStatics."; // what a %magic is turned into
  private static final Pattern CELL = Pattern.compile("#(.+)");
  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+[.$]");
  private static final Pattern HIDDEN =
      Pattern.compile(
          "(jdk\\.internal\\.reflect|java\\.lang\\.reflect|java\\.lang\\.invoke|jdk\\.jshell"
              + "|org\\.dflib\\.jjava|alike\\.kernel|REPL)\\..*");

  private final Places places;

  Trace(Places places) {
    this.places = places;
  }

  /** Returns the name of a class as its author wrote it, without JShell's wrapper. */
  static String plain(String className) {
    return WRAPPER.matcher(className).replaceAll("");
  }

  /** Returns {@code text} in bold red. */
  static String red(String text) {
    return RED + text + PLAIN;
  }

  /** Returns the first line: what was thrown. */
  static String head(String name, @Nullable String message) {
    return message == null || message.isBlank() ? red(name) : red(name + ": " + message);
  }

  /** Whether a line of a trace is one of a cell. */
  static boolean isInCell(String line) {
    return line.startsWith("    at " + BOLD);
  }

  /** Returns one line for each frame worth showing. */
  List<String> frames(StackTraceElement[] stack) {
    var shown = new ArrayList<String>();
    var skipped = new Skipped(shown);
    for (var frame : stack) {
      var line = frame(frame);
      if (line == null) {
        continue;
      }
      var last = shown.isEmpty() ? "" : shown.get(shown.size() - 1);
      if (line.equals(last)) {
        skipped.add("more of the same");
      } else if (isJdk(line) && (isJdk(last) || skipped.is(JDK_MORE))) {
        skipped.add(JDK_MORE);
      } else if (shown.size() >= MOST) {
        skipped.add("more");
      } else {
        skipped.tell();
        shown.add(line);
      }
    }
    skipped.tell();
    return shown;
  }

  private static boolean isJdk(String line) {
    return line.startsWith("    at java.") || line.startsWith("    at jdk.");
  }

  /** Frames left out since the last one shown. */
  private static final class Skipped {
    private final List<String> shown;
    private String what = "";
    private int count;

    Skipped(List<String> shown) {
      this.shown = shown;
    }

    boolean is(String kind) {
      return what.equals(kind);
    }

    void add(String kind) {
      if (!is(kind)) {
        tell();
        what = kind;
      }
      count++;
    }

    void tell() {
      if (count > 0) {
        shown.add("    … " + count + " " + what);
      }
      what = "";
      count = 0;
    }
  }

  private @Nullable String frame(StackTraceElement frame) {
    var file = frame.getFileName();
    var cell = CELL.matcher(file == null ? "" : file);
    if (cell.matches()) {
      var line = frame.getLineNumber();
      return places
          .of(cell.group(1))
          .map(place -> inCell(frame, place.line(line), place.code(line)))
          .orElseGet(() -> inCell(frame, "an earlier cell", ""));
    }
    return HIDDEN.matcher(frame.getClassName()).matches() ? null : "    at " + frame;
  }

  private static String inCell(StackTraceElement frame, String place, String code) {
    var owner = plain(frame.getClassName());
    var method = frame.getMethodName();
    var name = owner.isEmpty() ? method : owner + "." + method;
    var at = method.isEmpty() ? place : name + " (" + place + ")";
    return "    at "
        + BOLD
        + at
        + PLAIN
        + (code.isEmpty() || code.contains(MAGIC) ? "" : "  │  " + code);
  }
}
