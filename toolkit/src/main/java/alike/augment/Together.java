package alike.augment;

import alike.check.Require;
import alike.show.Card;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds for the pipelines of one augmentation together. */
final class Together {

  private Together() {}

  static List<Pipeline> check(List<Pipeline> pipelines) {
    if (pipelines.isEmpty()) {
      throw new IllegalArgumentException("Views need one pipeline or more, got none.");
    }
    var normalizations = pipelines.stream().map(Pipeline::normalization).distinct().toList();
    if (normalizations.size() != 1) {
      throw new IllegalArgumentException(
          "All views must be normalised alike, since one encoder sees them, got %s. Give .with(Normalize…) to all of them."
              .formatted(normalizations));
    }
    return List.copyOf(pipelines);
  }

  /** Puts a step in the place of those of its kind, or into all pipelines if none has one. */
  static List<Pipeline> with(List<Pipeline> pipelines, Step step) {
    boolean anywhere = pipelines.stream().anyMatch(pipeline -> has(pipeline, step));
    return pipelines.stream()
        .map(pipeline -> anywhere && !has(pipeline, step) ? pipeline : pipeline.with(step))
        .toList();
  }

  static List<Pipeline> with(List<Pipeline> pipelines, int which, Step step) {
    Require.within("the pipeline to change", 0, pipelines.size() - 1, which);
    var changed = new ArrayList<>(pipelines);
    changed.set(which, pipelines.get(which).with(step));
    return changed;
  }

  private static boolean has(Pipeline pipeline, Step step) {
    return pipeline.steps().stream().anyMatch(each -> Pipelines.sameKind(each, step));
  }

  /**
   * Returns the lines of a card: a step that is the same in all pipelines once, others with the
   * names of the views that have it.
   */
  static List<Card.Setting> settings(List<String> labels, List<Pipeline> pipelines) {
    var order = new ArrayList<String>();
    var lines = new ArrayList<Map<String, Card.Setting>>();
    for (var pipeline : pipelines) {
      var own = lines(pipeline);
      int at = 0;
      for (var key : own.keySet()) {
        if (!order.contains(key)) {
          order.add(at, key);
        }
        at = order.indexOf(key) + 1;
      }
      lines.add(own);
    }
    return order.stream().flatMap(key -> rows(key, labels, lines)).toList();
  }

  /** Returns a pipeline's lines by name; a name that comes again gets a blank more. */
  private static Map<String, Card.Setting> lines(Pipeline pipeline) {
    var lines = new LinkedHashMap<String, Card.Setting>();
    for (var step : pipeline.steps()) {
      var setting = step.setting();
      var key = setting.name();
      while (lines.containsKey(key)) {
        key += " ";
      }
      lines.put(key, setting);
    }
    return lines;
  }

  private static Stream<Card.Setting> rows(
      String key, List<String> labels, List<Map<String, Card.Setting>> lines) {
    var whose = new LinkedHashMap<Card.Setting, List<String>>();
    for (int i = 0; i < lines.size(); i++) {
      var setting = lines.get(i).get(key);
      if (setting != null) {
        whose.computeIfAbsent(setting, unused -> new ArrayList<>()).add(labels.get(i));
      }
    }
    return whose.entrySet().stream()
        .map(
            row -> {
              var setting = row.getKey();
              var name = setting.name();
              return row.getValue().size() == labels.size()
                  ? setting
                  : new Card.Setting(
                      name + ", " + String.join(" and ", row.getValue()),
                      setting.value(),
                      setting.meaning());
            });
  }

  /** Returns pipelines as arguments, one a line. */
  static String code(List<Pipeline> pipelines, Function<Pipeline, String> code) {
    return pipelines.stream()
        .map(code)
        .map(Together::indented)
        .collect(Collectors.joining(",\n    ", "\n    ", ""));
  }

  static String indented(String code) {
    return code.replace("\n", "\n    ");
  }
}
