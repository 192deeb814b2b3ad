package alike.loss;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Losses as JSON: an object with the type's name and its settings. */
final class Json {

  private static final String TYPE = "type";
  private static final List<Class<? extends Record>> COMBINATIONS =
      List.of(Sum.class, Weighted.class, Symmetric.class);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .build();

  private Json() {}

  static String write(Loss loss) {
    return node(loss).toString();
  }

  private static JsonNode node(Loss loss) {
    var type = loss.getClass().getSimpleName();
    if (!(loss instanceof Record value) || !types().containsKey(type)) {
      throw new IllegalArgumentException(
          "%s cannot be written as JSON: only losses of the library can. A lambda says nothing of what it does."
              .formatted(loss));
    }
    var node = MAPPER.createObjectNode().put(TYPE, type);
    for (var setting : value.getClass().getRecordComponents()) {
      node.set(setting.getName(), node(Code.read(setting, value)));
    }
    return node;
  }

  private static JsonNode node(Object value) {
    if (value instanceof Loss loss) {
      return node(loss);
    }
    if (value instanceof List<?> list) {
      var array = MAPPER.createArrayNode();
      list.forEach(item -> array.add(node(item)));
      return array;
    }
    return MAPPER.valueToTree(value);
  }

  static Loss read(String json) {
    try {
      return loss(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "This JSON is no loss: %s%n%s".formatted(e.getOriginalMessage(), json), e);
    }
  }

  private static Loss loss(JsonNode node) throws JsonProcessingException {
    var type = node.path(TYPE).asText();
    var known = types();
    if (!(node instanceof ObjectNode) || !known.containsKey(type)) {
      throw new IllegalArgumentException(
          "This JSON is no loss: %s. Give an object whose \"type\" is one of %s."
              .formatted(node, known.keySet()));
    }
    var standard = known.get(type);
    Class<? extends Record> form =
        standard == null ? combination(type) : standard.getClass().asSubclass(Record.class);
    requireKnown(node, form);
    var settings = form.getRecordComponents();
    var values = new @Nullable Object[settings.length];
    for (int i = 0; i < settings.length; i++) {
      values[i] = value(node, settings[i], standard);
    }
    return make(form, settings, values);
  }

  private static void requireKnown(JsonNode node, Class<? extends Record> form) {
    var allowed = new TreeSet<String>();
    allowed.add(TYPE);
    Arrays.stream(form.getRecordComponents()).map(RecordComponent::getName).forEach(allowed::add);
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!allowed.contains(name)) {
                throw new IllegalArgumentException(
                    "%s has no setting \"%s\". Its settings are %s."
                        .formatted(form.getSimpleName(), name, allowed));
              }
            });
  }

  private static Object value(JsonNode node, RecordComponent setting, @Nullable Loss standard)
      throws JsonProcessingException {
    var given = node.get(setting.getName());
    if (given == null) {
      if (!(standard instanceof Record paper)) {
        throw new IllegalArgumentException(
            "\"%s\" is missing in %s.".formatted(setting.getName(), node));
      }
      return Code.read(setting, paper);
    }
    if (setting.getType() == Loss.class) {
      return loss(given);
    }
    if (setting.getName().equals("losses")) {
      var losses = new ArrayList<Loss>();
      for (var each : given) {
        losses.add(loss(each));
      }
      return losses;
    }
    return MAPPER.treeToValue(
        given, MAPPER.getTypeFactory().constructType(setting.getGenericType()));
  }

  private static Loss make(
      Class<? extends Record> form, RecordComponent[] settings, @Nullable Object[] values) {
    try {
      var types = Arrays.stream(settings).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = form.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return (Loss) constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("%s cannot be made".formatted(form), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("%s cannot be made".formatted(form), e);
    }
  }

  private static Class<? extends Record> combination(String type) {
    return COMBINATIONS.stream()
        .filter(form -> form.getSimpleName().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /** Returns each type's name, with the family at its paper's settings if there is such a thing. */
  private static Map<String, @Nullable Loss> types() {
    var types = new LinkedHashMap<String, @Nullable Loss>();
    Families.all().forEach(loss -> types.put(loss.getClass().getSimpleName(), loss));
    COMBINATIONS.forEach(form -> types.put(form.getSimpleName(), null));
    return types;
  }
}
