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
  private static final String RED = "\u001b[1;31m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";
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

  /** Returns one line for each frame worth showing. */
  List<String> frames(StackTraceElement[] stack) {
    var shown = new ArrayList<String>();
    int same = 0;
    int left = 0;
    for (var frame : stack) {
      var line = frame(frame);
      if (line == null) {
        continue;
      }
      if (!shown.isEmpty() && shown.get(shown.size() - 1).equals(line)) {
        same++;
        continue;
      }
      same = count(shown, same, "more of the same");
      if (shown.size() < MOST) {
        shown.add(line);
      } else {
        left++;
      }
    }
    count(shown, same, "more of the same");
    count(shown, left, "more");
    return shown;
  }

  private static int count(List<String> shown, int number, String what) {
    if (number > 0) {
      shown.add("    … " + number + " " + what);
    }
    return 0;
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
    return "    at " + BOLD + at + PLAIN + (code.isEmpty() ? "" : "  │  " + code);
  }
}
