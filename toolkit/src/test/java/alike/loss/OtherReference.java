package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/**
 * How ours computes the reference cases of losses without negatives, on prototypes, and of pairs.
 */
final class OtherReference {

  static final Map<String, ReferenceCase.Family> FAMILIES =
      Map.ofEntries(
          Map.entry("align_uniform", OtherReference::sphere),
          Map.entry("barlow", OtherReference::barlow),
          Map.entry("byol", OtherReference::cosine),
          Map.entry("circle", OtherReference::circle),
          Map.entry("contrastive", OtherReference::contrastive),
          Map.entry("dino", OtherReference::dino),
          Map.entry("multi_similarity", OtherReference::multiSimilarity),
          Map.entry("npairs", OtherReference::nPairs),
          Map.entry("protonce", OtherReference::protoNce),
          Map.entry("proxy", OtherReference::proxy),
          Map.entry("swav", OtherReference::swav),
          Map.entry("triplet", OtherReference::triplet),
          Map.entry("vicreg", OtherReference::vicReg));

  private OtherReference() {}

  /** Returns what a case tells beside its value: codes, or a centre. */
  static NDArray output(ReferenceCase reference, ReferenceCase.Inputs inputs, String name) {
    if (name.startsWith("codes_of_")) {
      NDArray scores = inputs.array(name.substring("codes_of_".length()));
      return sinkhorn(reference).codes(scores);
    }
    if (name.equals("center_after")) {
      return dino(reference).centerAfter(center(inputs), inputs.stacked("dino_t"));
    }
    throw new AssertionError("Nothing of ours is %s of %s".formatted(name, reference));
  }

  private static NDArray sphere(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    var batch = inputs.batch();
    if (!reference.has("t")) {
      return Alignment.alpha(reference.number("alpha")).of(batch);
    }
    double t = reference.number("t");
    return reference.has("alpha")
        ? Hypersphere.t(t)
            .withAlpha(reference.number("alpha"))
            .withUniformity(reference.number("lam", 1))
            .of(batch)
        : Uniformity.t(t).of(batch);
  }

  private static NDArray barlow(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    return BarlowTwins.lambda(reference.number("lambda"))
        .withEpsilon(reference.number("bn_eps", 1e-5))
        .of(inputs.batch());
  }

  private static NDArray vicReg(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    return VicReg.invariance(reference.number("lambda"))
        .withVariance(reference.number("mu"))
        .withCovariance(reference.number("nu"))
        .withEpsilon(reference.number("eps", 1e-4))
        .of(inputs.batch());
  }

  private static NDArray cosine(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    var batch = Batch.of(inputs.stacked("p")).with(Role.TARGETS, inputs.stacked("z"));
    return (reference.named("byol") ? NegativeCosine.byol() : NegativeCosine.simSiam()).of(batch);
  }

  private static Dino dino(ReferenceCase reference) {
    return Dino.teacherTemperature(reference.number("teacher_temp"))
        .withStudentTemperature(reference.number("student_temp"))
        .withCenterMomentum(reference.number("center_momentum", 0.9));
  }

  private static NDArray dino(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    var batch =
        Batch.of(inputs.stacked("dino_s"))
            .with(Role.TARGETS, inputs.stacked("dino_t"))
            .with(Role.CENTER, center(inputs));
    return dino(reference).of(batch);
  }

  private static NDArray center(ReferenceCase.Inputs inputs) {
    NDArray outputs = inputs.stacked("dino_t");
    return inputs.arrays().containsKey("dino_center")
        ? inputs.array("dino_center")
        : outputs.getManager().zeros(new Shape(outputs.getShape().get(2)));
  }

  private static Sinkhorn sinkhorn(ReferenceCase reference) {
    return new Sinkhorn(reference.number("epsilon"), (int) reference.number("sinkhorn_iterations"));
  }

  /** The inputs are scores, those of small crops called “…_low”. */
  private static NDArray swav(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    var names = inputs.arrays().keySet();
    var ordered =
        names.stream()
            .sorted((a, b) -> Boolean.compare(a.contains("low"), b.contains("low")))
            .toArray(String[]::new);
    var batch = Batch.of(inputs.stacked(ordered));
    int full = (int) names.stream().filter(name -> !name.contains("low")).count();
    return Swav.prototypes(batch.width())
        .withScores(Swav.Scores.GIVEN)
        .withTemperature(reference.number("temperature"))
        .withEpsilon(reference.number("epsilon"))
        .withIterations((int) reference.number("sinkhorn_iterations"))
        .withFullSized(full)
        .of(batch);
  }

  private static NDArray protoNce(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    boolean released = reference.named("official");
    var batch =
        inputs
            .batch()
            .withAssignments(reference.ints("assign"))
            .with(Role.PROTOTYPES, inputs.array("centroids"))
            .with(Role.CONCENTRATIONS, inputs.array("phi"));
    return ProtoNce.columns(released ? ProtoNce.Columns.BATCH : ProtoNce.Columns.ALL).of(batch);
  }

  private static Distance distance(ReferenceCase reference) {
    var given = reference.text("distance");
    var told = given.isEmpty() ? reference.id() : given;
    if (told.contains("cosine")) {
      return Distance.COSINE;
    }
    if (told.contains("squared")) {
      return Distance.SQUARED_EUCLIDEAN;
    }
    return told.contains("raw") ? Distance.EUCLIDEAN_RAW : Distance.EUCLIDEAN;
  }

  private static NDArray triplet(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    boolean soft = reference.text("loss").startsWith("softplus");
    return Triplet.margin(soft ? reference.number("margin", 0) : reference.number("margin"))
        .withHinge(soft ? Triplet.Hinge.SOFT : Triplet.Hinge.HARD)
        .withMining(mining(reference.text("mining")))
        .withDistance(distance(reference))
        .withReduction(reduction(reference.text("reduction")))
        .of(inputs.batch());
  }

  private static Triplet.Mining mining(String told) {
    if (told.isEmpty() || told.startsWith("batch-all")) {
      return Triplet.Mining.BATCH_ALL;
    }
    if (told.startsWith("batch-hard")) {
      return Triplet.Mining.BATCH_HARD;
    }
    return told.startsWith("semi-hard")
        ? Triplet.Mining.SEMI_HARD
        : Triplet.Mining.SEMI_HARD_NEAREST;
  }

  private static Triplet.Reduction reduction(String told) {
    if (told.isEmpty() || told.contains("> 0")) {
      return Triplet.Reduction.NONZERO;
    }
    return told.contains("anchors") ? Triplet.Reduction.ANCHORS : Triplet.Reduction.ALL;
  }

  private static NDArray contrastive(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    if (!reference.has("neg_margin")) {
      return ContrastiveMargin.margin(reference.number("margin"))
          .withDistance(distance(reference))
          .of(inputs.batch());
    }
    var distance = distance(reference);
    // of a similarity, both margins are told as similarities
    boolean similarity = distance == Distance.COSINE;
    double positive = reference.number("pos_margin");
    double negative = reference.number("neg_margin");
    return ContrastiveMargin.margin(similarity ? 1 - negative : negative)
        .withPositiveMargin(similarity ? 1 - positive : positive)
        .withPower((int) reference.number("power", 1))
        .withDistance(distance)
        .withForm(ContrastiveMargin.Form.PARTS)
        .of(inputs.batch());
  }

  private static NDArray nPairs(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    boolean unit = reference.text("normalised").equals("true");
    return NPairs.l2(reference.number("l2", 0))
        .withLength(unit ? NPairs.Length.UNIT : NPairs.Length.KEPT)
        .of(inputs.batch());
  }

  private static NDArray multiSimilarity(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    var loss =
        MultiSimilarity.alpha(reference.number("alpha"))
            .withBeta(reference.number("beta"))
            .withBase(reference.number("base"));
    return (reference.has("epsilon")
            ? loss.withEpsilon(reference.number("epsilon"))
            : loss.withMining(MultiSimilarity.Mining.NONE))
        .of(inputs.batch());
  }

  private static NDArray circle(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    return Circle.margin(reference.number("m"))
        .withGamma(reference.number("gamma"))
        .of(inputs.batch());
  }

  private static NDArray proxy(ReferenceCase reference, ReferenceCase.Inputs inputs) {
    NDArray points = inputs.array("proxies");
    int classes = (int) points.getShape().get(0);
    var batch = inputs.batch().with(Role.PROXIES, points);
    return reference.has("softmax_scale")
        ? ProxyNca.classes(classes)
            .withScale(reference.number("softmax_scale"))
            .withDenominator(ProxyNca.Denominator.ALL)
            .of(batch)
        : ProxyAnchor.classes(classes)
            .withMargin(reference.number("margin"))
            .withAlpha(reference.number("alpha"))
            .of(batch);
  }
}
