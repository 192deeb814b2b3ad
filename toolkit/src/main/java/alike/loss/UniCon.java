package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.Arrays;
import java.util.List;

/**
 * One SupCon for self-training: learned points of the classes, labelled images, images whose class
 * is guessed with confidence, and all others as a class each (UniCon).
 *
 * <p>{@code L = Σᵢ ωᵢ ℓᵢ / Σᵢ ωᵢ} over all views and the C points, with ℓᵢ the term of {@link
 * SupCon} with the sum outside of the logarithm. The class of an image that is not labelled is
 * guessed from its target k: {@code p = softmax( ((cos(k, c) + 1)/2) / T )} over the points c, and
 * is taken where max p reaches the threshold. ω is the points' weight, 1 for images of known or
 * guessed class, and less for the others. A class that the batch does not have leaves its point out
 * of the mean.
 *
 * <p>The paper's final code is not public; this follows an older release of its authors. That all
 * given views are used for labelled images too is ours.
 *
 * <p>Shapes: views [V, N, D]; labels [N], negative where not known; {@link Role#PROXIES} [C, D],
 * learned; {@link Role#TARGETS} [1, N, D], embeddings of a weaker view, where there are images
 * without labels; result a scalar in nats. {@link Role#WEIGHTS}, where the batch has them, weigh
 * the images.
 *
 * @param classes C, 1 or more
 * @param temperature τ, no unit, above 0; the paper takes 0.1
 * @param threshold least probability at which a guessed class is taken, in [0, 1]; the paper takes
 *     0.95
 * @param guessTemperature T, no unit, above 0; the paper takes 0.04
 * @param unsureWeight ω of images without a class, 0 or more; the paper takes 0.2
 * @param proxyWeight ω of the points, 0 or more; ours is 1
 * @see <a href="https://arxiv.org/abs/2409.07292">Gauffre et al. 2024</a>
 */
public record UniCon(
    int classes,
    double temperature,
    double threshold,
    double guessTemperature,
    double unsureWeight,
    double proxyWeight)
    implements Loss, Card.Carded {

  private static final String NAME = "UniCon";

  /** Checks the settings. */
  public UniCon {
    Require.positive("classes", classes);
    Require.positive("temperature", temperature);
    Require.probability("threshold", threshold);
    Require.positive("guessTemperature", guessTemperature);
    Require.notNegative("unsureWeight", unsureWeight);
    Require.notNegative("proxyWeight", proxyWeight);
  }

  /** Returns the paper's loss for ten classes. */
  public static UniCon standard() {
    return classes(10);
  }

  /** Returns the paper's loss for a number of classes, 1 or more. */
  public static UniCon classes(int value) {
    return new UniCon(value, 0.1, 0.95, 0.04, 0.2, 1);
  }

  /** Returns the same loss at another temperature above 0. */
  public UniCon withTemperature(double value) {
    return new UniCon(classes, value, threshold, guessTemperature, unsureWeight, proxyWeight);
  }

  /** Returns the same loss with another least probability, in [0, 1], to take a guess. */
  public UniCon withThreshold(double value) {
    return new UniCon(classes, temperature, value, guessTemperature, unsureWeight, proxyWeight);
  }

  /** Returns the same loss with another temperature, above 0, of the guesses. */
  public UniCon withGuessTemperature(double value) {
    return new UniCon(classes, temperature, threshold, value, unsureWeight, proxyWeight);
  }

  /** Returns the same loss with another weight, 0 or more, of images without a class. */
  public UniCon withUnsureWeight(double value) {
    return new UniCon(classes, temperature, threshold, guessTemperature, value, proxyWeight);
  }

  /** Returns the same loss with another weight, 0 or more, of the learned points. */
  public UniCon withProxyWeight(double value) {
    return new UniCon(classes, temperature, threshold, guessTemperature, unsureWeight, value);
  }

  @Override
  public List<Learned> learned(int width) {
    return List.of(Learned.rows(Role.PROXIES, classes, width));
  }

  @Override
  public NDArray of(Batch batch) {
    NDArray proxies = batch.get(Role.PROXIES, NAME); // [C, D]
    if (proxies.getShape().get(0) != classes) {
      throw new IllegalArgumentException(
          "%s is for %d classes, but there are points %s. Make the loss with UniCon.classes(%d)."
              .formatted(NAME, classes, proxies.getShape(), proxies.getShape().get(0)));
    }
    int[] known = known(batch);
    int[] rowClasses = rowClasses(batch, known);
    var pairs = Pairs.ofClasses(rowClasses.length, rowClasses);
    int[] counts = pairs.positives().counts();
    Needs.positives(counts, batch, NAME);
    double[] shares = weights(batch, known).shares(i -> counts[i] > 0);
    NDArray rows = NDArrays.concat(new NDList(batch.rows(), proxies)); // [V·N + C, D]
    NDArray logits = Scalars.over(Logits.cosines(rows), temperature);
    NDArray logProbabilities = Logits.only(logits, pairs.both()).logSoftmax(1);
    Arrays.setAll(shares, i -> counts[i] == 0 ? 0 : shares[i] / counts[i]);
    return Logits.weighted(logProbabilities, pairs.positives().scaled(shares)).neg();
  }

  /** Returns each image's class, given or guessed; −1 if there is neither. */
  private int[] known(Batch batch) {
    var labels = Labels.of(batch.labels(NAME), classes, NAME);
    if (labels.count() == batch.images()) {
      return labels.classes();
    }
    NDArray target = Lent.constant(batch, Role.TARGETS, NAME).get(0); // [N, D]
    NDArray cosines = Logits.cosines(target, Lent.constant(batch, Role.PROXIES, NAME)); // [N, C]
    NDArray probabilities = Scalars.over(cosines.add(1), (2 * guessTemperature)).softmax(1);
    int[] guessed = Labels.confident(probabilities.toFloatArray(), classes, threshold);
    Arrays.setAll(guessed, i -> labels.known(i) ? labels.classes()[i] : guessed[i]);
    return guessed;
  }

  /** Returns the class of each row of the views and then of the points. */
  private int[] rowClasses(Batch batch, int[] known) {
    int views = batch.viewCount() * batch.images();
    var all = new int[views + classes];
    for (int row = 0; row < views; row++) {
      int image = row % batch.images();
      all[row] = known[image] >= 0 ? known[image] : classes + image;
    }
    for (int label = 0; label < classes; label++) {
      all[views + label] = label;
    }
    return all;
  }

  private Anchors weights(Batch batch, int[] known) {
    int views = batch.viewCount() * batch.images();
    return Anchors.of(batch, views, NAME)
        .scaled(row -> known[row % known.length] >= 0 ? 1 : unsureWeight)
        .followedBy(classes, proxyWeight);
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "One SupCon for self-training: learned points of the classes, labels, guesses and the rest.",
        "\\mathcal{L} = \\frac{1}{\\sum_i \\omega_i} \\sum_i \\omega_i \\frac{-1}{|P(i)|} \\sum_{p \\in P(i)} \\log"
            + " \\frac{\\exp(z_i \\cdot z_p / \\tau)}{\\sum_{a \\neq i} \\exp(z_i \\cdot z_a / \\tau)}",
        List.of(
            new Card.Setting("classes", Integer.toString(classes), "C, one learned point each"),
            new Card.Setting(
                "temperature", Double.toString(temperature), "τ > 0; the paper takes 0.1"),
            new Card.Setting(
                "threshold",
                Double.toString(threshold),
                "least probability to take a guess, in [0, 1]; the paper takes 0.95"),
            new Card.Setting(
                "guessTemperature",
                Double.toString(guessTemperature),
                "T > 0 of the guesses; the paper takes 0.04"),
            new Card.Setting(
                "unsureWeight",
                Double.toString(unsureWeight),
                "ω ≥ 0 of images without a class; the paper takes 0.2"),
            new Card.Setting(
                "proxyWeight", Double.toString(proxyWeight), "ω ≥ 0 of the points; ours is 1")),
        "Gauffre et al. 2024, arXiv 2409.07292, after an older release of its authors",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "classes");
  }
}
