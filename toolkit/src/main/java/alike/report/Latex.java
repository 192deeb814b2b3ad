package alike.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Text for LaTeX: what is special is escaped, signs that its fonts lack become mathematics. */
final class Latex {

  private static final Map<Integer, String> SIGNS = new LinkedHashMap<>();

  static {
    String[] greek = {
      "α",
      "alpha",
      "β",
      "beta",
      "γ",
      "gamma",
      "δ",
      "delta",
      "ε",
      "varepsilon",
      "η",
      "eta",
      "θ",
      "theta",
      "κ",
      "kappa",
      "λ",
      "lambda",
      "μ",
      "mu",
      "π",
      "pi",
      "ρ",
      "rho",
      "σ",
      "sigma",
      "τ",
      "tau",
      "φ",
      "varphi",
      "ω",
      "omega",
      "Σ",
      "Sigma",
      "Δ",
      "Delta",
      "±",
      "pm",
      "×",
      "times",
      "→",
      "rightarrow",
      "↑",
      "uparrow",
      "↓",
      "downarrow",
      "≥",
      "geq",
      "≤",
      "leq",
      "≈",
      "approx",
      "∞",
      "infty",
      "★",
      "star",
      "−",
      "minus",
      "°",
      "circ",
      "≠",
      "neq",
      "·",
      "cdot"
    };
    for (int i = 0; i < greek.length; i += 2) {
      SIGNS.put(greek[i].codePointAt(0), "\\" + greek[i + 1]);
    }
    SIGNS.put((int) '−', "-");
    SIGNS.put((int) '°', "^\\circ");
    SIGNS.put((int) '²', "^2");
  }

  private Latex() {}

  static String escape(String text) {
    return text.codePoints().mapToObj(Latex::sign).collect(Collectors.joining());
  }

  private static String sign(int letter) {
    if (SIGNS.containsKey(letter)) {
      return "$" + SIGNS.get(letter) + "$";
    }
    return switch (letter) {
      case '\\' -> "\\textbackslash{}";
      case '~' -> "\\textasciitilde{}";
      case '^' -> "\\textasciicircum{}";
      case '%', '&', '_', '#', '$', '{', '}' -> "\\" + (char) letter;
      case '<' -> "$<$";
      case '>' -> "$>$";
      case '–' -> "--";
      case '\n' -> " ";
      default -> Character.toString(letter);
    };
  }

  static String cell(Sheet.Cell cell) {
    var text = escape(cell.text());
    return switch (cell.mark()) {
      case BEST -> "\\textbf{" + text.replaceFirst(" \\$\\\\pm\\$", "} \\$\\\\pm\\$") + close(text);
      case TIED -> text + "$^\\circ$";
      case HOLDS, FAILS, OPEN -> "\\textbf{" + text + "}";
      case NONE -> text;
    };
  }

  private static String close(String text) {
    return text.contains(" $\\pm$") ? "" : "}";
  }
}
