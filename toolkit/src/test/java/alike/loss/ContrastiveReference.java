package alike.loss;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** How ours computes the reference cases of losses that pick positives out of negatives. */
final class ContrastiveReference {

  private static final Map<String, ReferenceCase.Family> WITH_PARAMETERS =
      Map.ofEntries(
          Map.entry("ntxent", on(ContrastiveReference::ntXent)),
          Map.entry("infonce", on(ContrastiveReference::infoNce)),
          Map.entry("supcon", ContrastiveReference::supCon),
          Map.entry("dcl", on(ContrastiveReference::dcl)),
          Map.entry("dclw", on(ContrastiveReference::dcl)),
          Map.entry("debiased", on(ContrastiveReference::debiased)),
          Map.entry("hcl", on(ContrastiveReference::hardNegatives)),
          Map.entry("focal_infonce", on(ContrastiveReference::focal)),
          Map.entry("moco", ContrastiveReference::moCo),
          Map.entry("clip", ContrastiveReference::clip),
          Map.entry("siglip", ContrastiveReference::sigLip));

  static final Map<String, ReferenceCase.Family> FAMILIES = families();

  private ContrastiveReference() {}

  private static Map<String, ReferenceCase.Family> families() {
    var all = new HashMap<>(WITH_PARAMETERS);
    all.put("edge", ContrastiveReference::edge);
    return Map.copyOf(all);
  }

  /** A loss that follows from the parameters, on the batch of all views. */
  private static ReferenceCase.Family on(BiFunction<ReferenceCase, Batch, Loss> loss) {
    return (reference, inputs) -> {
      var batch = inputs.batch();
      return loss.apply(reference, batch).of(batch);
    };
  }

  private static double temperature(ReferenceCase reference) {
    return reference.number("temperature");
  }

  private static Loss ntXent(ReferenceCase reference, Batch batch) {
    var loss = NtXent.temperature(temperature(reference));
    return batch.hasLabels() ? loss.withPositives(NtXent.Positives.CLASS) : loss;
  }

  private static Loss infoNce(ReferenceCase reference, Batch batch) {
    var loss = InfoNce.temperature(temperature(reference));
    return reference.named("symmetric") ? loss.symmetric() : loss;
  }

  private static NDArray supCon(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    var loss =
        SupCon.temperature(temperature(reference))
            .withBaseTemperature(reference.number("base_temperature", 0));
    var batch = inputs.batch();
    boolean oneClass = !batch.hasLabels() && reference.named("one_class");
    return (reference.named("supcon_in") ? loss.inside() : loss)
        .of(oneClass ? batch.withLabels(new int[batch.images()]) : batch);
  }

  private static Loss dcl(ReferenceCase reference, Batch batch) {
    var loss = Dcl.temperature(temperature(reference));
    if (!reference.has("sigma")) {
      return loss;
    }
    boolean attached = reference.named("not_detached");
    return loss.withSigma(reference.number("sigma"))
        .withWeights(attached ? Dcl.Weights.ATTACHED : Dcl.Weights.DETACHED);
  }

  private static Loss debiased(ReferenceCase reference, Batch batch) {
    return Debiased.temperature(temperature(reference))
        .withClassPrior(reference.number("tau_plus"));
  }

  private static Loss hardNegatives(ReferenceCase reference, Batch batch) {
    return HardNegatives.temperature(temperature(reference))
        .withClassPrior(reference.number("tau_plus"))
        .withBeta(reference.number("beta"));
  }

  private static Loss focal(ReferenceCase reference, Batch batch) {
    return FocalInfoNce.temperature(temperature(reference)).withMargin(reference.number("m"));
  }

  /** With a queue the first view asks for the second; without, predictions p… ask for both. */
  private static NDArray moCo(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    NDArray views = inputs.stacked("z"); // [2, N, D]
    if (inputs.arrays().containsKey("queue")) {
      var batch = Batch.of(views.get("0:1")).with(Role.TARGETS, views.get("1:2"));
      return InfoNceQueue.temperature(temperature(reference))
          .of(batch.with(Role.BANK, inputs.array("queue")));
    }
    var batch = Batch.of(inputs.stacked("p")).with(Role.TARGETS, views);
    return InfoNceMomentum.temperature(temperature(reference)).of(batch);
  }

  private static NDArray clip(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    return inputs.arrays().containsKey("log_scale")
        ? Clip.standard().of(inputs.batch().with(Role.LOG_SCALE, inputs.array("log_scale")))
        : Clip.scale(reference.number("logit_scale")).of(inputs.batch());
  }

  private static NDArray sigLip(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    return SigLip.standard()
        .of(
            inputs
                .batch()
                .with(Role.LOG_SCALE, inputs.array("log_scale"))
                .with(Role.BIAS, inputs.array("sig_bias")));
  }

  /** Cases of several losses; their names tell which. */
  private static NDArray edge(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    return WITH_PARAMETERS.entrySet().stream()
        .filter(family -> reference.named("edge_" + family.getKey() + "_"))
        .findFirst()
        .map(family -> family.getValue().value(reference, inputs))
        .orElseThrow(() -> new AssertionError("Nothing of ours is called " + reference));
  }
}
