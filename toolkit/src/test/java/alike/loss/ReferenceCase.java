package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import alike.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * One case of the file of reference losses.
 *
 * @param node the case
 * @param file the arrays that cases name
 */
record ReferenceCase(JsonNode node, JsonNode file) {

  /** How ours computes the cases of a family. */
  @FunctionalInterface
  interface Family {
    NDArray value(ReferenceCase reference, Inputs inputs);
  }

  String id() {
    return node.get("id").asText();
  }

  String family() {
    return node.get("family").asText();
  }

  List<String> names(String list) {
    return StreamSupport.stream(node.get(list).spliterator(), false).map(JsonNode::asText).toList();
  }

  /** Returns a number of the parameters; a missing one fails the test. */
  double number(String parameter) {
    if (!has(parameter)) {
      throw new AssertionError("%s has no parameter %s".formatted(id(), parameter));
    }
    return node.get("params").get(parameter).asDouble();
  }

  double number(String parameter, double otherwise) {
    return has(parameter) ? number(parameter) : otherwise;
  }

  /** Returns a text of the parameters, empty if it is missing. */
  String text(String parameter) {
    return node.get("params").path(parameter).asText("");
  }

  boolean has(String parameter) {
    return node.get("params").has(parameter);
  }

  /** Returns whether the case is of a kind that only its name tells. */
  boolean named(String part) {
    return id().contains(part);
  }

  double value() {
    return node.get("value").asDouble();
  }

  double[] gradient(String input) {
    return numbers(node.get("grads").get(input));
  }

  /** Returns the names of what the case tells beside its value and gradients. */
  List<String> outputs() {
    var names = new ArrayList<String>();
    node.path("outputs").fieldNames().forEachRemaining(names::add);
    return names;
  }

  double[] output(String name) {
    return numbers(node.get("outputs").get(name));
  }

  /** Returns 2e-5, relative, or ten times what plain float32 is off by, if that is more. */
  double tolerance(String deviation, double expected) {
    double plain = node.path("float32").path(deviation).asDouble(0);
    return Math.max(2e-5 * Math.max(1, Math.abs(expected)), 10 * plain);
  }

  int[] ints(String input) {
    return Reference.ints(file.get(input));
  }

  Inputs inputs(NDManager manager) {
    var arrays = new LinkedHashMap<String, NDArray>();
    for (var name : names("inputs")) {
      arrays.put(name, array(manager, file.get(name)));
    }
    var inputs = new Inputs(this, arrays);
    names("grad_wrt").forEach(name -> inputs.array(name).setRequiresGradient(true));
    return inputs;
  }

  private static NDArray array(NDManager manager, JsonNode numbers) {
    double[] values = numbers(numbers);
    var floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return manager.create(floats, shape(numbers));
  }

  private static Shape shape(JsonNode numbers) {
    if (!numbers.isArray()) {
      return new Shape();
    }
    return numbers.get(0).isArray()
        ? new Shape(numbers.size(), numbers.get(0).size())
        : new Shape(numbers.size());
  }

  /** Returns the numbers of a scalar, a row or a matrix. */
  static double[] numbers(JsonNode node) {
    if (!node.isArray()) {
      return new double[] {node.asDouble()};
    }
    return StreamSupport.stream(node.spliterator(), false)
        .flatMapToDouble(each -> Arrays.stream(numbers(each)))
        .toArray();
  }

  @Override
  public String toString() {
    return id();
  }

  /**
   * The arrays of a case on one engine.
   *
   * @param of the case
   * @param arrays by name, in the case's order
   */
  record Inputs(ReferenceCase of, Map<String, NDArray> arrays) {

    NDArray array(String name) {
      return Optional.ofNullable(arrays.get(name))
          .orElseThrow(() -> new AssertionError("%s has no input %s".formatted(of, name)));
    }

    /** Returns the arrays that are embeddings of views, by the starts of their names, stacked. */
    NDArray stacked(String... starts) {
      var found = new NDList();
      for (var start : starts) {
        arrays.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(start))
            .forEach(entry -> found.add(entry.getValue()));
      }
      if (found.isEmpty()) {
        throw new AssertionError("%s has no input like %s".formatted(of, Arrays.asList(starts)));
      }
      return NDArrays.stack(found);
    }

    /** Returns the batch of the views z…, or of the single view x…, with labels if it has any. */
    Batch batch() {
      boolean views = arrays.keySet().stream().anyMatch(name -> name.startsWith("z"));
      var batch = Batch.of(stacked(views ? "z" : "x"));
      for (var name : List.of("labels", "y")) {
        if (arrays.containsKey(name)) {
          return batch.withLabels(of.ints(name));
        }
      }
      return batch;
    }
  }
}
