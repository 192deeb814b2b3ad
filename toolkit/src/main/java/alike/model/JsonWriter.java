package alike.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes settings: {@link SettingsJson}. */
record JsonWriter(KnownTypes types) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * Returns a value as JSON.
   *
   * @param declared as what it will be read: an enum that is declared as such is its name alone
   */
  JsonNode node(Object value, Type declared) {
    var own = SettingsJson.own(value);
    if (own.isPresent()) {
      return SettingsJson.tree(own.get());
    }
    if (value instanceof Enum<?> constant) {
      var form = constant.getDeclaringClass();
      return SettingsJson.raw(declared) == form
          ? NODES.textNode(constant.name())
          : named(constant, form).put("value", constant.name());
    }
    if (value instanceof Record settings) {
      var node = named(settings, settings.getClass());
      return node.setAll(components(settings, Set.of()));
    }
    return value instanceof Number || value instanceof Boolean || value instanceof String
        ? scalar(value)
        : several(value, declared);
  }

  ObjectNode components(Record value, Set<String> except) {
    var node = SettingsJson.object();
    for (var component : value.getClass().getRecordComponents()) {
      if (!except.contains(component.getName())) {
        var held = SettingsJson.read(component, value);
        node.set(component.getName(), node(held, component.getGenericType()));
      }
    }
    return node;
  }

  private ObjectNode named(Object value, Class<?> form) {
    var name = KnownTypes.name(form);
    if (!types.find(name).filter(found -> found == form).isPresent()) {
      throw unwritable(value);
    }
    return SettingsJson.object().put(SettingsJson.TYPE, name);
  }

  private static JsonNode scalar(Object value) {
    boolean finite =
        !(value instanceof Double || value instanceof Float)
            || Double.isFinite(((Number) value).doubleValue());
    return finite ? SettingsJson.mapper().valueToTree(value) : NODES.textNode(value.toString());
  }

  private JsonNode several(Object value, Type declared) {
    if (value instanceof List<?> list) {
      var array = NODES.arrayNode();
      list.forEach(item -> array.add(node(item, argument(declared, 0))));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      var object = SettingsJson.object();
      map.forEach((key, item) -> object.set(key.toString(), node(item, argument(declared, 1))));
      return object;
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(item -> node(item, argument(declared, 0))).orElseGet(NODES::nullNode);
    }
    throw unwritable(value);
  }

  static Type argument(Type declared, int which) {
    return declared instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[which]
        : Object.class;
  }

  private static IllegalArgumentException unwritable(Object value) {
    return new IllegalArgumentException(
        "%s cannot be written as JSON: only records and enums of the library can. A lambda says nothing of what it does, and a type of your own would not be found again."
            .formatted(value));
  }
}
