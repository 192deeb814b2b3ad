package alike.show;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Lines of comma-separated values; what needs quotes gets them. */
public final class Csv {

  private Csv() {}

  /** Returns one line with its end. */
  public static String line(Object... cells) {
    return Arrays.stream(cells)
        .map(String::valueOf)
        .map(Csv::cell)
        .collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
