package alike.jupyter;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values of the language itself, as text that says something. */
final class PlainViews {

  private static final int MOST = 100;

  private PlainViews() {}

  static void register(Views views) {
    views.show(Object.class, value -> Bundle.text(Views.text(value)));
    for (var type :
        new Class<?>[] {
          int[].class,
          long[].class,
          double[].class,
          float[].class,
          boolean[].class,
          byte[].class,
          short[].class,
          char[].class
        }) {
      views.show(type, array -> Bundle.text(array(array)));
    }
  }

  /** Returns type, length and the first hundred elements. */
  static String array(Object array) {
    int length = java.lang.reflect.Array.getLength(array);
    var type = array.getClass().getComponentType().getSimpleName();
    var elements =
        IntStream.range(0, Math.min(length, MOST))
            .mapToObj(i -> String.valueOf(java.lang.reflect.Array.get(array, i)))
            .collect(Collectors.joining(", "));
    return "%s[%d] {%s%s}".formatted(type, length, elements, length > MOST ? ", …" : "");
  }
}
