package alike.kernel;

import jdk.jshell.JShell;
import jdk.jshell.Snippet.Kind;

/** Says whether code is complete. JJava 1.0a8 takes every syntax error for complete code. */
final class Syntax {
  private Syntax() {}

  /** Whether the parser refuses a part of {@code code} that is not just unfinished. */
  static boolean isWrong(JShell shell, String code) {
    var analysis = shell.sourceCodeAnalysis();
    var rest = code;
    while (true) {
      var info = analysis.analyzeCompletion(rest);
      switch (info.completeness()) {
        case UNKNOWN -> {
          return true;
        }
        case COMPLETE, COMPLETE_WITH_SEMI -> {
          // The scanner cuts 'int 3x = 4;' into pieces and finds each complete: ask the parser.
          if (analysis.sourceToSnippets(info.source()).stream()
              .anyMatch(snippet -> snippet.kind() == Kind.ERRONEOUS)) {
            return true;
          }
          rest = info.remaining();
        }
        default -> {
          return false;
        }
      }
    }
  }
}
