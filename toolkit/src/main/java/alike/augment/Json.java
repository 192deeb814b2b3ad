package alike.augment;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Augmentations as JSON; reading is strict, a misspelt or missing setting is refused. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  private static final String PRESET = "preset";

  /** A pipeline: what it adds to its steps is computed. */
  private record Steps(List<Step> steps, @JsonInclude(NON_EMPTY) String preset) {
    static Steps of(Pipeline pipeline) {
      for (var step : pipeline.steps()) {
        if (!(step instanceof Record)) { // a lambda would be written without what it does
          throw new IllegalArgumentException(
              "%s cannot be written as JSON. Make it a record.".formatted(step));
        }
      }
      return new Steps(pipeline.steps(), pipeline.preset());
    }

    static List<Steps> of(List<Pipeline> pipelines) {
      return pipelines.stream().map(Steps::of).toList();
    }

    Pipeline pipeline() {
      return new Pipeline(steps, preset);
    }

    static List<Pipeline> pipelines(List<Steps> all) {
      return all.stream().map(Steps::pipeline).toList();
    }
  }

  private record Views(List<Steps> views, @JsonInclude(NON_EMPTY) String preset) {}

  private record Crops(
      List<Steps> globals, int locals, Steps local, @JsonInclude(NON_EMPTY) String preset) {}

  static String write(Augment augment) {
    try {
      return MAPPER.writeValueAsString(stored(augment));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s cannot be written as JSON: %s".formatted(augment, e.getOriginalMessage()), e);
    }
  }

  private static Object stored(Augment augment) {
    if (augment instanceof Pipeline pipeline) {
      return Steps.of(pipeline);
    } else if (augment instanceof PerView views) {
      return new Views(Steps.of(views.pipelines()), views.preset());
    } else if (augment instanceof MultiCrop crops) {
      return new Crops(
          Steps.of(crops.globals()), crops.locals(), Steps.of(crops.local()), crops.preset());
    }
    throw new IllegalArgumentException(
        "%s cannot be written as JSON: only pipelines and combinations of them can. Make it of steps: Augment.pipeline."
            .formatted(augment));
  }

  static Augment read(String json) {
    try {
      var tree = MAPPER.readTree(json);
      tree.findParents("steps").forEach(Json::named);
      if (tree.has("views")) {
        var stored = MAPPER.treeToValue(named(tree), Views.class);
        return new PerView(Steps.pipelines(stored.views), stored.preset);
      } else if (tree.has("globals")) {
        var stored = MAPPER.treeToValue(named(tree), Crops.class);
        var globals = Steps.pipelines(stored.globals);
        return new MultiCrop(globals, stored.locals, stored.local.pipeline(), stored.preset);
      }
      return MAPPER.treeToValue(tree, Steps.class).pipeline();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "This JSON is no augmentation: %s%n%s".formatted(e.getOriginalMessage(), json), e);
    }
  }

  /** Writes down that there is no preset where none is named: all else must be there. */
  private static JsonNode named(JsonNode node) {
    if (node instanceof ObjectNode object && !object.has(PRESET)) {
      object.put(PRESET, "");
    }
    return node;
  }
}
