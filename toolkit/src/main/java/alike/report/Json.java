package alike.report;

import alike.evaluate.Trials;
import alike.show.Provenance;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Results as JSON. */
final class Json {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  /** Starts a document: its title, and where it comes from. */
  static ObjectNode of(String title, Provenance provenance) {
    var json = MAPPER.createObjectNode().put("title", title);
    var facts = json.putObject("provenance");
    provenance.and(Provenance.here()).facts().forEach(facts::put);
    return json;
  }

  static ObjectNode of(Trials trials) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("mean", trials.mean());
    if (trials.size() > 1) {
      json.put("sd", trials.deviation());
    }
    var values = json.putArray("values");
    for (double value : trials.values()) {
      values.add(value);
    }
    return json;
  }

  static String text(ObjectNode json) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write JSON: " + e.getMessage(), e);
    }
  }
}
