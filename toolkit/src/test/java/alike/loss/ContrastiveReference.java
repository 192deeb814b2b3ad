package alike.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** How ours computes the reference cases of losses that pick positives out of negatives. */
final class ContrastiveReference {

  static final Map<String, ReferenceCase.Family> FAMILIES =
      Map.of(
          "ntxent", (reference, inputs) -> ntXent(reference).of(inputs.batch()),
          "supcon", (reference, inputs) -> supCon(reference).of(inputs.batch()),
          "edge", ContrastiveReference::edge);

  private ContrastiveReference() {}

  private static Loss ntXent(ReferenceCase reference) {
    return NtXent.temperature(reference.number("temperature"));
  }

  private static Loss supCon(ReferenceCase reference) {
    var loss = SupCon.temperature(reference.number("temperature"));
    return reference.named("supcon_in") ? loss.inside() : loss;
  }

  /** Cases of several losses; their names tell which. */
  private static NDArray edge(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    var batch = inputs.batch();
    if (reference.named("_supcon_")) {
      boolean oneClass = reference.named("_one_class_");
      var labelled = oneClass ? batch.withLabels(new int[batch.images()]) : batch;
      return supCon(reference).of(labelled);
    }
    if (reference.named("_ntxent_")) {
      return ntXent(reference).of(batch);
    }
    throw new AssertionError("Nothing of ours is called " + reference);
  }
}
