package alike.model;

import alike.augment.Augment;
import alike.loss.Loss;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings as JSON: a record is an object of its type's name and its components, a loss and an
 * augmentation are what their own {@code toJson} says. Types are found by their simple names in the
 * rooms that are given, so that a new record needs no entry anywhere. Reading is strict: unknown
 * types, unknown and missing settings, and numbers of the wrong kind are refused.
 */
public final class SettingsJson {

  static final String TYPE = "type";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final KnownTypes types;

  private SettingsJson(KnownTypes types) {
    this.types = types;
  }

  /** Returns JSON for the records and enums of some packages. */
  public static SettingsJson of(String... packages) {
    return new SettingsJson(new KnownTypes(List.of(packages)));
  }

  /**
   * Returns a value as JSON.
   *
   * @throws IllegalArgumentException if it is or holds something that cannot be read again: a
   *     lambda, or a type of one's own
   */
  public JsonNode write(Object value) {
    return new JsonWriter(types).node(value, Object.class);
  }

  /**
   * Returns a record's components as JSON, without its type's name.
   *
   * @param except components that are left out
   */
  public ObjectNode write(Record value, Set<String> except) {
    return new JsonWriter(types).components(value, except);
  }

  /**
   * Reads what {@link #write(Object)} wrote.
   *
   * @throws IllegalArgumentException if it is no such type, naming what is wrong and what is known
   */
  public <T> T read(String json, Class<T> type) {
    return type.cast(new JsonReader(this, types).value(tree(json), type, type.getSimpleName()));
  }

  /**
   * Reads a record's components.
   *
   * @param standard what is not in the JSON is as it is here
   * @param except components that may not be in it
   */
  public <T extends Record> T read(JsonNode node, T standard, Set<String> except) {
    var form = standard.getClass();
    requireKnown(node, form, except);
    var components = form.getRecordComponents();
    var values = new Object[components.length];
    var reader = new JsonReader(this, types);
    for (int i = 0; i < components.length; i++) {
      var name = components[i].getName();
      values[i] =
          node.has(name)
              ? reader.value(node.get(name), components[i].getGenericType(), name)
              : read(components[i], standard);
    }
    @SuppressWarnings("unchecked") // the class of a T
    var made = (T) make(form, values);
    return made;
  }

  /** Reads text as JSON. */
  public static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "This is no JSON: %s%n%s".formatted(e.getOriginalMessage(), json), e);
    }
  }

  /** Returns an empty JSON object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static void requireKnown(JsonNode node, Class<?> form, Set<String> except) {
    var allowed = new TreeSet<String>();
    Arrays.stream(form.getRecordComponents()).map(RecordComponent::getName).forEach(allowed::add);
    allowed.removeAll(except);
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!allowed.contains(name) && !name.equals(TYPE)) {
                throw new IllegalArgumentException(
                    "%s has no setting \"%s\". Its settings are %s."
                        .formatted(form.getSimpleName(), name, allowed));
              }
            });
  }

  /** Returns a component's value. */
  static Object read(RecordComponent component, Record value) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true); // a record may be package-private
      return accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("%s of %s cannot be read".formatted(component, value), e);
    }
  }

  /** Makes a record; what its constructor refuses is refused in its words. */
  static Object make(Class<?> form, Object[] values) {
    try {
      var components = form.getRecordComponents();
      var given = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = form.getDeclaredConstructor(given);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("%s cannot be made".formatted(form), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("%s cannot be made".formatted(form), e);
    }
  }

  /** What has a JSON form of its own. */
  static Optional<String> own(Object value) {
    if (value instanceof Loss loss) {
      return Optional.of(loss.toJson());
    }
    return value instanceof Augment augment ? Optional.of(augment.toJson()) : Optional.empty();
  }

  /** Reads what has a JSON form of its own. */
  static Optional<Object> own(JsonNode node, Class<?> type) {
    if (Loss.class.isAssignableFrom(type)) {
      return Optional.of(Loss.fromJson(node.toString()));
    }
    return Augment.class.isAssignableFrom(type)
        ? Optional.of(Augment.fromJson(node.toString()))
        : Optional.empty();
  }

  static JsonMapper mapper() {
    return MAPPER;
  }

  /** Returns the class of a declared type, whatever its parameters are. */
  static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof java.lang.reflect.ParameterizedType generic) {
      return raw(generic.getRawType());
    }
    throw new IllegalArgumentException("%s cannot be written as JSON.".formatted(type));
  }

  /** Numbers that JSON has no word for. */
  static final Map<String, Double> NO_NUMBERS =
      Map.of(
          "Infinity",
          Double.POSITIVE_INFINITY,
          "-Infinity",
          Double.NEGATIVE_INFINITY,
          "NaN",
          Double.NaN);
}
