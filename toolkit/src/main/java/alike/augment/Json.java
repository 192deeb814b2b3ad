package alike.augment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** Pipelines as JSON; reading is strict, a misspelt or missing setting is refused. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** The steps alone: what a pipeline adds to them is computed. */
  private record Stored(List<Step> steps) {}

  static String write(Pipeline pipeline) {
    for (var step : pipeline.steps()) {
      if (!(step instanceof Record)) { // a lambda would be written without what it does
        throw new IllegalArgumentException(
            "%s cannot be written as JSON. Make it a record.".formatted(step));
      }
    }
    try {
      return MAPPER.writeValueAsString(new Stored(pipeline.steps()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s cannot be written as JSON: %s".formatted(pipeline, e.getOriginalMessage()), e);
    }
  }

  static Pipeline read(String json) {
    try {
      return new Pipeline(MAPPER.readValue(json, Stored.class).steps());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "This JSON is no augmentation: %s%n%s".formatted(e.getOriginalMessage(), json), e);
    }
  }
}
