package alike.loss;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Losses as the Java that makes them. */
final class Code {

  private Code() {}

  /**
   * Returns {@code Type.standard()}, or {@code Type.main(value)}, followed by {@code .withX(value)}
   * for each setting that differs from the standard; the form of computation is {@code .tile(n)}.
   *
   * @param main the setting that the factory is named for; empty for {@code standard()}
   */
  static String of(Record loss, Record standard, String main) {
    var start = loss.getClass().getSimpleName() + (main.isEmpty() ? ".standard()" : "");
    return Arrays.stream(loss.getClass().getRecordComponents())
        .filter(
            setting ->
                setting.getName().equals(main)
                    || !Objects.equals(read(setting, loss), read(setting, standard)))
        .map(setting -> call(setting, main, read(setting, loss)))
        .collect(Collectors.joining("", start, ""));
  }

  private static String call(RecordComponent setting, String main, Object value) {
    var name = setting.getName();
    var literal =
        value instanceof Enum<?> constant
            ? type(constant.getDeclaringClass()) + "." + constant.name()
            : value.toString();
    return name.equals(main) || name.equals(Tiling.SETTING)
        ? ".%s(%s)".formatted(name, literal)
        : ".with%s%s(%s)"
            .formatted(name.substring(0, 1).toUpperCase(Locale.ROOT), name.substring(1), literal);
  }

  /** Returns a type's name as one writes it with only its room imported: {@code Outer.Inner}. */
  private static String type(Class<?> type) {
    var outer = type.getEnclosingClass();
    return (outer == null ? "" : type(outer) + ".") + type.getSimpleName();
  }

  /** Returns a setting's value. */
  static Object read(RecordComponent setting, Record loss) {
    try {
      return setting.getAccessor().invoke(loss);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("%s of %s cannot be read".formatted(setting, loss), e);
    }
  }
}
