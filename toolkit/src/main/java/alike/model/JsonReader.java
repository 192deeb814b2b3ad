package alike.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads settings: {@link SettingsJson}. */
record JsonReader(SettingsJson json, KnownTypes types) {

  /**
   * Reads a value.
   *
   * @param declared what it must be
   * @param name of the setting, for messages
   */
  Object value(JsonNode node, Type declared, String name) {
    var type = SettingsJson.raw(declared);
    if (type == Optional.class) {
      return node.isNull()
          ? Optional.empty()
          : Optional.of(value(node, JsonWriter.argument(declared, 0), name));
    }
    if (node.isNull()) {
      throw wrong(name, "a value", node);
    }
    var own = SettingsJson.own(node, type);
    if (own.isPresent()) {
      return own.get();
    }
    if (type == java.util.List.class || type == java.util.Map.class) {
      return several(node, declared, name);
    }
    if (type.isEnum()) {
      return constant(node, type, name);
    }
    return type.isRecord() || type.isInterface()
        ? object(node, type, name)
        : scalar(node, type, name);
  }

  private Object several(JsonNode node, Type declared, String name) {
    if (SettingsJson.raw(declared) == java.util.List.class) {
      if (!node.isArray()) {
        throw wrong(name, "a list", node);
      }
      var list = new ArrayList<Object>();
      node.forEach(item -> list.add(value(item, JsonWriter.argument(declared, 0), name)));
      return list;
    }
    if (!node.isObject()) {
      throw wrong(name, "an object", node);
    }
    var map = new LinkedHashMap<String, Object>();
    for (var entry : node.properties()) {
      map.put(entry.getKey(), value(entry.getValue(), JsonWriter.argument(declared, 1), name));
    }
    return map;
  }

  private Object object(JsonNode node, Class<?> type, String name) {
    var given = node.path(SettingsJson.TYPE).asText();
    var form =
        types
            .find(given)
            .filter(type::isAssignableFrom)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s must be an object whose \"type\" is one of %s, got %s."
                            .formatted(name, types.all(type), node)));
    if (form.isEnum()) {
      return constant(node.path("value"), form, name);
    }
    SettingsJson.requireKnown(node, form, Set.of());
    var components = form.getRecordComponents();
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      var setting = components[i].getName();
      if (!node.has(setting)) {
        throw new IllegalArgumentException(
            "\"%s\" of %s is missing in %s.".formatted(setting, given, node));
      }
      values[i] = value(node.get(setting), components[i].getGenericType(), setting);
    }
    return SettingsJson.make(form, values);
  }

  private static Object constant(JsonNode node, Class<?> type, String name) {
    for (var constant : type.getEnumConstants()) {
      if (node.isTextual() && ((Enum<?>) constant).name().equals(node.asText())) {
        return constant;
      }
    }
    throw wrong(name, "one of " + java.util.Arrays.toString(names(type)), node);
  }

  private static String[] names(Class<?> type) {
    return java.util.Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name())
        .toArray(String[]::new);
  }

  private static Object scalar(JsonNode node, Class<?> type, String name) {
    switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
      case "int", "integer" -> {
        if (node.isIntegralNumber() && node.canConvertToInt()) {
          return node.intValue();
        }
      }
      case "long" -> {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
          return node.longValue();
        }
      }
      case "double", "float" -> {
        if (node.isNumber() || SettingsJson.NO_NUMBERS.containsKey(node.asText())) {
          return number(node, type);
        }
      }
      case "boolean" -> {
        if (node.isBoolean()) {
          return node.booleanValue();
        }
      }
      case "string" -> {
        if (node.isTextual()) {
          return node.textValue();
        }
      }
      default -> {
        // nothing else is written
      }
    }
    throw wrong(name, "of type " + type.getSimpleName(), node);
  }

  private static Object number(JsonNode node, Class<?> type) {
    double value =
        node.isNumber() ? node.doubleValue() : SettingsJson.NO_NUMBERS.get(node.asText());
    return type == float.class || type == Float.class ? (Object) (float) value : (Object) value;
  }

  private static IllegalArgumentException wrong(String name, String wanted, JsonNode node) {
    return new IllegalArgumentException("%s must be %s, got %s.".formatted(name, wanted, node));
  }
}
