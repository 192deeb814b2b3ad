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

  /** Returns "p 0.5" for a probability of 0.5, "always" for 1. */
  static String chance(double probability) {
    return probability == 1 ? "always" : "p " + shorter(probability);
  }

  /** Returns a constant's name as words: "bilinear aliased". */
  static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns ".with(Interpolation.BICUBIC)", or nothing for the usual value. */
  static String with(Enum<?> value, Enum<?> usual) {
    return value == usual ? "" : ".with(%s)".formatted(literal(value));
  }

  /** Returns "bilinear, 0 outside": how an image is turned. */
  static String turning(Interpolation interpolation, double fill) {
    return "%s, %s outside".formatted(words(interpolation), shorter(fill));
  }

  /** Returns the calls that change how an image is turned; nothing for bilinear and black. */
  static String turningWith(Interpolation interpolation, double fill) {
    return with(interpolation, Interpolation.BILINEAR)
        + (fill == 0 ? "" : ".withFill(%s)".formatted(fill));
  }

  private static String literal(Object value) {
    if (value instanceof Enum<?> constant) {
      var type = constant.getDeclaringClass();
      return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.')
          + "."
          + constant.name();
    }
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
