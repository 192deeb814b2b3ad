package alike.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import alike.Reference;
import alike.data.TrainTest;
import alike.model.Clusters;
import alike.model.Embeddings;
import alike.model.KMeans;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Measures of established libraries: every entry of the file. None of ours touches an engine, so
 * there is nothing to repeat on another.
 */
class ReferenceEvaluationTest {

  private static final JsonNode FILE = Reference.file("eval.json");
  private static final Embeddings BANK = rows("bank", "bank_labels");
  private static final Embeddings QUERY = rows("query", "query_labels");
  private static final Embeddings QUERY_VIEW_2 = rows("query_view2", "query_labels");
  private static final Knn KNN = Knn.on(new TrainTest(BANK.images(), QUERY.images()));
  private static final List<String> TEXTS = List.of("source", "notes", "init", "view2");

  /** What checks an entry of the results. */
  @FunctionalInterface
  private interface Check {
    void accept(JsonNode entry);
  }

  private static final Map<String, Check> CHECKS =
      Map.ofEntries(
          Map.entry("weighted_knn", ReferenceEvaluationTest::knn),
          Map.entry("linear_probe", ReferenceEvaluationTest::probes),
          Map.entry("kmeans", ReferenceEvaluationTest::clusters),
          Map.entry("cluster_scores", ReferenceEvaluationTest::clusterScores),
          Map.entry("spectrum", ReferenceEvaluationTest::spectra),
          Map.entry("alignment_uniformity", ReferenceEvaluationTest::sphere),
          Map.entry("retrieval", ReferenceEvaluationTest::retrieval),
          Map.entry("pca", ReferenceEvaluationTest::pca),
          Map.entry("linear_cka_query_view2", ReferenceEvaluationTest::alike));

  private static Embeddings rows(String values, String labels) {
    var inputs = FILE.get("inputs");
    var images = Points.images(Reference.ints(inputs.get(labels)));
    var floats = Reference.floats(inputs.get(values));
    return Embeddings.of(images, floats.length / images.size(), floats);
  }

  static Stream<String> entries() {
    return names(FILE.get("results"));
  }

  private static Stream<String> names(JsonNode node) {
    var names = Stream.<String>builder();
    node.fieldNames().forEachRemaining(names);
    return names.build().filter(name -> !TEXTS.contains(name));
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void agrees_with_the_field(String name) {
    var check =
        Optional.ofNullable(CHECKS.get(name))
            .orElseThrow(() -> new AssertionError("Nothing of ours is " + name));
    check.accept(FILE.get("results").get(name));
  }

  @Test
  void the_file_in_the_project_holds_what_it_should() {
    if (System.getProperty("alike.reference", "").isEmpty()) {
      assertThat(entries()).containsExactlyInAnyOrderElementsOf(CHECKS.keySet());
    }
    assertThat(entries()).isNotEmpty();
  }

  /** A number of ours, by what the groups of its name's pattern say. */
  @FunctionalInterface
  private interface Figure {
    double of(MatchResult name);
  }

  /** Compares each number of an entry with the one of ours whose pattern its name matches. */
  private static void compare(JsonNode entry, Map<String, Figure> ours) {
    names(entry)
        .filter(name -> !entry.get(name).isContainerNode())
        .forEach(name -> close(name, figure(name, ours), entry.get(name).asDouble(), 1e-5));
  }

  private static double figure(String name, Map<String, Figure> ours) {
    for (var each : ours.entrySet()) {
      var match = Pattern.compile(each.getKey()).matcher(name);
      if (match.matches()) {
        return each.getValue().of(match.toMatchResult());
      }
    }
    throw new AssertionError("Nothing of ours is " + name);
  }

  private static double number(MatchResult name) {
    return Double.parseDouble(name.group(1));
  }

  /** Parts of an entry that hold others: each must be known. */
  private static void known(JsonNode entry, String... parts) {
    assertThat(names(entry).filter(name -> entry.get(name).isContainerNode())).isSubsetOf(parts);
  }

  private static void close(String name, double own, double expected, double tolerance) {
    assertThat(own)
        .as(name)
        .isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
  }

  private static void exact(String name, double own, double expected) {
    assertThat(own).as(name).isCloseTo(expected, within(1e-9)); // the file has ten digits
  }

  private static double[] numbers(JsonNode list) {
    return each(list).mapToDouble(JsonNode::asDouble).toArray();
  }

  private static void knn(JsonNode entry) {
    assertThat(entry.get("cases")).isNotEmpty();
    each(entry.get("cases")).forEach(ReferenceEvaluationTest::knnCase);
    names(entry)
        .filter(name -> !name.equals("cases"))
        .forEach(name -> unweighted(name, entry.get(name).get("value").asDouble()));
  }

  private static void unweighted(String name, double expected) {
    int k =
        (int) figure(name, Map.of("unweighted_k(\\d+)_accuracy", ReferenceEvaluationTest::number));
    var knn = KNN.k(k).unweighted();
    exact(name, knn.score(BANK, QUERY), expected);
    exact(name + ", by distance", knn.euclidean().score(BANK.unit(), QUERY.unit()), expected);
  }

  private static void knnCase(JsonNode each) {
    int k = each.get("k").asInt();
    double temperature = each.get("temperature").asDouble();
    var knn = Knn.on(new TrainTest(BANK.images(), QUERY.images())).k(k).temperature(temperature);
    int[] labels = QUERY.images().labels();

    int[] predicted = knn.predict(BANK, QUERY);

    assertThat(predicted).as("%s", knn).containsExactly(Reference.ints(each.get("predictions")));
    double[][] votes = knn.votes(BANK, QUERY);
    exact("top1", knn.score(BANK, QUERY), each.get("top1").asDouble());
    exact("top1", TopAccuracy.k(1).of(votes, labels), each.get("top1").asDouble());
    assertThat(Math.round(knn.score(BANK, QUERY) * labels.length))
        .isEqualTo(each.get("top1_correct").asLong());
    if (!each.get("top2").isNull()) {
      exact("top2", TopAccuracy.k(2).of(votes, labels), each.get("top2").asDouble());
    }
    var found = Neighbours.of(BANK, QUERY, k, Knn.Metric.COSINE);
    double all = 0; // votes are parts of the sum of all weights
    for (int rank = 0; rank < found.k(); rank++) {
      all += Math.exp(found.similarity(0, rank) / temperature);
    }
    double[] scores = numbers(each.get("class_scores_of_query_0"));
    for (int c = 0; c < scores.length; c++) {
      close("score of class " + c, votes[0][c] * all, scores[c], 1e-5);
    }
    int[] ranking = Reference.ints(each.get("ranking_of_query_0"));
    for (int i = 1; i < ranking.length; i++) { // in any order where votes are equal
      assertThat(votes[0][ranking[i]]).isLessThanOrEqualTo(votes[0][ranking[i - 1]]);
    }
  }

  private static void probes(JsonNode entry) {
    known(entry, "cases");
    assertThat(entry.get("cases")).isNotEmpty();
    each(entry.get("cases")).forEach(ReferenceEvaluationTest::optimum);
    compare(
        entry,
        Map.of(
            "ridge_alpha([\\d.]+)_test_accuracy",
                name -> LinearProbe.ridge(number(name)).score(BANK, QUERY),
            "nearest_class_mean_test_accuracy",
                name -> LinearProbe.nearestMean().score(BANK, QUERY)));
  }

  private static void optimum(JsonNode each) {
    double c = each.get("C").asDouble();
    var probe = LinearProbe.optimum(1 / (c * BANK.size())).features(features(each));

    var found = probe.fit(BANK);

    exact("train accuracy", found.accuracy(BANK), each.get("train_accuracy").asDouble());
    exact("test accuracy", found.accuracy(QUERY), each.get("test_accuracy").asDouble());
    assertThat(Math.round(found.accuracy(QUERY) * QUERY.size()))
        .isEqualTo(each.get("test_correct").asLong());
    close("train log loss", found.logLoss(BANK), each.get("train_log_loss").asDouble(), 1e-5);
    close("test log loss", found.logLoss(QUERY), each.get("test_log_loss").asDouble(), 1e-5);
    double squares = 0;
    for (int row = 0; row < found.weights().length; row++) {
      double[] expected = numbers(each.get("coef").get(row));
      for (int i = 0; i < expected.length; i++) {
        close("coefficient", found.weights()[row][i], expected[i], 1e-5);
        squares += found.weights()[row][i] * found.weights()[row][i];
      }
    }
    double objective = squares / 2 + c * BANK.size() * found.logLoss(BANK);
    close("objective", objective, each.get("objective").asDouble(), 1e-5);
    double[] intercept = numbers(each.get("intercept"));
    double shift = Arrays.stream(intercept).average().orElseThrow(); // unique but for a shift
    for (int i = 0; i < intercept.length; i++) {
      close("intercept", found.bias()[i], intercept[i] - shift, 1e-5);
    }
  }

  private static Features features(JsonNode each) {
    String name = each.get("features").asText();
    return switch (name) {
      case "raw" -> Features.RAW;
      case "normalised" -> Features.UNIT;
      case "standardised" -> Features.STANDARDISED;
      default -> throw new AssertionError("Nothing of ours is " + name + " features");
    };
  }

  private static float[] first(Embeddings rows, int k) {
    return Arrays.copyOf(rows.values(), k * rows.width());
  }

  private static Clusters lloyd(int k, int iterations) {
    var means = KMeans.clusters(k).iterations(iterations);
    return means.from(first(BANK, k), BANK.values(), BANK.width());
  }

  private static void clusters(JsonNode entry) {
    known(entry, "trajectory", "converged_assignment", "converged_centroids", "spherical");
    int k = entry.get("k").asInt();
    var found = lloyd(k, 300);
    assertThat(found.converged()).isTrue();
    assertThat(found.assignment())
        .containsExactly(Reference.ints(entry.get("converged_assignment")));
    float[] expected = Reference.floats(entry.get("converged_centroids"));
    for (int i = 0; i < expected.length; i++) {
      close("centroid", found.centres()[i], expected[i], 1e-5);
    }
    compare(
        entry,
        Map.of(
            "k", name -> found.k(),
            "faiss_inertia_(\\d+)_iters", name -> lloyd(k, (int) number(name)).inertia(),
            "best_of_(\\d+)_inits_inertia",
                name -> best(k, (int) number(name), entry.get(name.group()).asDouble())));
    assertThat(entry.get("trajectory")).isNotEmpty();
    for (var point : entry.get("trajectory")) {
      var after = lloyd(k, point.get("iterations").asInt());
      compare(
          point,
          Map.of(
              "iterations", name -> point.get("iterations").asInt(),
              "inertia_after_updates", name -> after.inertia(),
              "sklearn_inertia", name -> after.inertia(),
              "sklearn_n_iter", name -> after.iterations()));
    }
    spherical(entry.get("spherical"), k);
  }

  /** Draws are chance: ours must be as good as the others' best, but for one in a hundred. */
  private static double best(int k, int restarts, double theirs) {
    double ours = KMeans.clusters(k).restarts(restarts).of(BANK).inertia();
    return ours < 1.01 * theirs ? theirs : ours;
  }

  private static void spherical(JsonNode entry, int k) {
    known(entry, "assignment");
    var rows = BANK.unit();
    var found =
        KMeans.clusters(k)
            .iterations(300)
            .onSphere()
            .from(first(rows, k), rows.values(), rows.width());
    assertThat(found.assignment()).containsExactly(Reference.ints(entry.get("assignment")));
    compare(
        entry,
        Map.of(
            "objective_sum_cos", name -> found.similarity(),
            "faiss_objective_sum_cos", name -> found.similarity()));
  }

  private static void clusterScores(JsonNode entry) {
    known(entry);
    int[] clusters = Reference.ints(FILE.get("results").get("kmeans").get("converged_assignment"));
    var found = ClusterScores.of(BANK.images().labels(), clusters);
    compare(
        entry,
        Map.of(
            "nmi_arithmetic", name -> found.nmi(),
            "nmi_geometric", name -> found.nmiGeometric(),
            "ami", name -> found.ami(),
            "ari", name -> found.ari(),
            "purity", name -> found.purity(),
            "hungarian_accuracy", name -> found.accuracy(),
            "silhouette_euclidean", name -> Silhouette.of(BANK, clusters)));
  }

  private static void spectra(JsonNode entry) {
    known(entry, "raw", "centred", "normalised");
    spectrum(Spectrum.of(BANK), entry.get("raw"));
    spectrum(Spectrum.centred(BANK), entry.get("centred"));
    spectrum(Spectrum.normalised(BANK), entry.get("normalised"));
  }

  private static void spectrum(Spectrum found, JsonNode entry) {
    known(entry, "singular_values");
    compare(
        entry,
        Map.of(
            "rankme_eps1e7", name -> found.rankMe(),
            "effective_rank", name -> found.effectiveRank(),
            "eigen_effective_rank", name -> found.eigenvalueRank(),
            "participation_ratio", name -> found.participationRatio(),
            "stable_rank", name -> found.stableRank()));
    double[] expected = numbers(entry.get("singular_values"));
    assertThat(found.values()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      close("singular value", found.values()[i], expected[i], 1e-5);
    }
  }

  private static void sphere(JsonNode entry) {
    known(entry);
    compare(
        without(entry, "simsiam_collapse_level"),
        Map.of(
            "alignment_a([\\d.]+)",
                name -> ViewAlignment.alpha(number(name)).of(QUERY, QUERY_VIEW_2),
            "uniformity_t([\\d.]+)_query", name -> SphereUniformity.t(number(name)).of(QUERY),
            "uniformity_t([\\d.]+)_bank", name -> SphereUniformity.t(number(name)).of(BANK),
            "mean_positive_cosine", name -> ViewAlignment.cosine(QUERY, QUERY_VIEW_2),
            "mean_offdiagonal_cosine_bank", name -> FeatureSpread.of(BANK).cosine(),
            "feature_std_normalised_bank", name -> FeatureSpread.of(BANK).deviation()));
    assertThat(entry.path("simsiam_collapse_level").asText("0.288675"))
        .contains("%.6f".formatted(FeatureSpread.of(BANK).healthy()));
  }

  private static JsonNode without(JsonNode entry, String name) {
    ObjectNode copy = entry.deepCopy();
    copy.remove(name);
    return copy;
  }

  private static Retrieval.Scores ranked(String name, Retrieval retrieval) {
    return switch (name) {
      case "bank_against_itself" -> retrieval.of(BANK);
      case "query_against_bank" -> retrieval.of(BANK, QUERY);
      default -> throw new AssertionError("Nothing of ours is " + name);
    };
  }

  private static void retrieval(JsonNode entry) {
    known(entry, "pml", "recall_at_k", "map_at_r_direct");
    names(entry.get("pml")).forEach(name -> pml(name, entry.get("pml").get(name)));
    names(entry.get("recall_at_k"))
        .forEach(name -> recalls(name, entry.get("recall_at_k").get(name)));
    names(entry.get("map_at_r_direct"))
        .forEach(
            name -> {
              var found = ranked(name, Retrieval.all());
              var pair = entry.get("map_at_r_direct").get(name);
              close("MAP@R", found.mapAtR(), pair.get(0).asDouble(), 1e-5);
              close("R-precision", found.rPrecision(), pair.get(1).asDouble(), 1e-5);
            });
  }

  private static void pml(String title, JsonNode entry) {
    var parts = List.of(title.split(", k="));
    assertThat(parts).as("direction and k").hasSize(2);
    var found = ranked(parts.get(0), nearest(parts.get(0), parts.get(1)));
    compare(
        entry,
        Map.of(
            "mean_average_precision", name -> found.map(),
            "mean_average_precision_at_r", name -> found.mapAtR(),
            "mean_reciprocal_rank", name -> found.reciprocalRank(),
            "precision_at_1", name -> found.precisionAt1(),
            "r_precision", name -> found.rPrecision()));
  }

  private static Retrieval nearest(String direction, String k) {
    int[] labels = BANK.images().labels();
    int largest = Arrays.stream(Labels.counts(labels, Labels.classes(labels))).max().orElseThrow();
    return switch (k) {
      case "None" -> Retrieval.all();
      case "max_bin_count" ->
          Retrieval.nearest(direction.equals("bank_against_itself") ? largest - 1 : largest);
      default -> Retrieval.nearest(Integer.parseInt(k));
    };
  }

  private static void recalls(String name, JsonNode entry) {
    var ks = names(entry).map(Integer::valueOf).toArray(Integer[]::new);
    var found = ranked(name, Retrieval.all().recallAt(ks));
    for (int k : ks) {
      exact("recall@" + k, found.recallAt(k), entry.get(Integer.toString(k)).asDouble());
    }
  }

  private static void pca(JsonNode entry) {
    known(entry, "explained_variance", "explained_variance_ratio", "components");
    int count = entry.get("components").size();
    var found = Pca.components(count).of(BANK);
    for (int i = 0; i < count; i++) {
      close(
          "variance", found.variance()[i], entry.get("explained_variance").get(i).asDouble(), 1e-5);
      double ratio = entry.get("explained_variance_ratio").get(i).asDouble();
      close("ratio", found.varianceRatio()[i], ratio, 1e-5);
      double[] expected = numbers(entry.get("components").get(i));
      double[] own = found.component(i);
      double dot = 0; // signs are arbitrary
      for (int j = 0; j < own.length; j++) {
        dot += own[j] * expected[j];
      }
      for (int j = 0; j < own.length; j++) {
        close("component", own[j] * Math.signum(dot), expected[j], 1e-5);
      }
    }
  }

  private static void alike(JsonNode entry) {
    close("CKA", LinearCka.of(QUERY, QUERY_VIEW_2), entry.asDouble(), 1e-5);
  }
}
