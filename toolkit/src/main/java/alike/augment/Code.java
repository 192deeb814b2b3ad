package alike.augment;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How values are written: as Java for the toolkit's users, as short numbers for people. */
final class Code {

  private Code() {}

  /** Returns the expression that makes a record of numbers and lists of numbers. */
  static String of(Record value) {
    return Arrays.stream(value.getClass().getRecordComponents())
        .map(component -> literal(read(component, value)))
        .collect(Collectors.joining(", ", "new " + value.getClass().getSimpleName() + "(", ")"));
  }

  /**
   * Returns a number with at most four significant digits: 1.333 for 4/3, 0.3 for 0.3, 1 for 1.0.
   */
  static String shorter(double value) {
    var text = String.format(Locale.ROOT, "%.4g", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  /** Returns "0.3" for equal ends, else "0.3 to 1". */
  static String range(double low, double high) {
    return low == high ? shorter(low) : shorter(low) + " to " + shorter(high);
  }

  private static String literal(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Code::literal).collect(Collectors.joining(", ", "List.of(", ")"))
        : value.toString();
  }

  private static Object read(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("%s of %s cannot be read".formatted(component, value), e);
    }
  }
}
