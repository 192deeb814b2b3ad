package alike.jupyter;

import java.util.Base64;
import java.util.Locale;

/** Words and figures as HTML. */
final class Html {

  private Html() {}

  /** Returns text that means itself, in elements and in attributes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String png(byte[] png, String alt, String attributes) {
    return "<img alt=\"%s\" src=\"data:image/png;base64,%s\"%s>"
        .formatted(escape(alt), Base64.getEncoder().encodeToString(png), attributes);
  }

  /** Returns a number with five significant digits, or as an integer if it is one. */
  static String number(double value) {
    return number(value, 5);
  }

  /** Returns a number with so many significant digits, or as an integer if it is one. */
  static String number(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e7) {
      return String.format(Locale.ROOT, "%.0f", value + 0.0);
    }
    if (size < 1e-4 || size >= 1e7) {
      return String.format(Locale.ROOT, "%.3e", value).replaceAll("\\.?0*e", "e");
    }
    int decimals = Math.max(0, digits - 1 - (int) Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%." + decimals + "f", value)
        .replaceAll("(\\.\\d*?)0+$", "$1")
        .replaceAll("\\.$", "");
  }

  /** Returns a count with its thousands apart. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
