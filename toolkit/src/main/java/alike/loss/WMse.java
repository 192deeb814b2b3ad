package alike.loss;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.data.SplitMix64;
import alike.engine.Cholesky;
import alike.engine.Rows;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the whitened embeddings of an image's views alike: what is whitened cannot collapse.
 *
 * <p>{@code L = mean over pairs of views of 2 − 2 · mean_i cos(x̂ᵃᵢ, x̂ᵇᵢ)}, with {@code x̂ = L⁻¹
 * (x − mean)} by view and group of images, and {@code L Lᵀ = (1 − ε) Cov + ε I}, the covariance
 * divided by the group's size less 1.
 *
 * <p>Shapes: views [V, N, D], V ≥ 2, N ≥ 2; result a scalar in [0, 4], 2 where views have nothing
 * in common. N is a multiple of the group, or no more than it, then the batch is one group; groups
 * should hold at least 2D images. The first pass takes groups in the batch's order, which training
 * shuffles; further passes take other orders, always the same ones. {@link Role#WEIGHTS}, where the
 * batch has them, weigh the images of the mean, but not in mean and covariance: this is ours.
 *
 * @param group images that are whitened together, 2 or more; the released code takes 128
 * @param epsilon ε, 0 to below 1: how much of the identity is mixed in; the released code takes 0
 * @param iterations passes over other groups, 1 or more; the released code takes 1 (CIFAR-10)
 * @see <a href="https://arxiv.org/abs/2007.06346">Ermolov et al. 2021, eq. 3 to 6</a>
 */
public record WMse(int group, double epsilon, int iterations) implements Loss, Card.Carded {

  private static final String NAME = "W-MSE";

  /** Checks the settings. */
  public WMse {
    Require.atLeast("group", 2, group);
    Require.within("epsilon", 0, Math.nextDown(1.0), epsilon);
    Require.positive("iterations", iterations);
  }

  /** Returns the released loss: groups of 128, whitened fully, once. */
  public static WMse standard() {
    return group(128);
  }

  /** Returns the loss with groups of another size, 2 or more. */
  public static WMse group(int value) {
    return new WMse(value, 0, 1);
  }

  /** Returns a copy that mixes another part of the identity into the covariance. */
  public WMse withEpsilon(double value) {
    return new WMse(group, value, iterations);
  }

  /** Returns a copy with another number of passes, 1 or more. */
  public WMse withIterations(int value) {
    return new WMse(group, epsilon, value);
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.severalViews(batch, NAME);
    Needs.severalImages(batch, NAME);
    if (batch.images() > group && batch.images() % group != 0) {
      throw new IllegalArgumentException(
          "%s whitens groups of %d images, got %d. Take a batch that is a multiple of the group, or WMse.group(…) of a divisor of it."
              .formatted(NAME, group, batch.images()));
    }
    NDArray sum = apart(batch, 0);
    for (int pass = 1; pass < iterations; pass++) {
      sum = sum.add(apart(batch, pass));
    }
    return Scalars.over(sum, iterations);
  }

  /** Returns the mean of 2 − 2 cos over pairs of views and images, of the groups of one pass. */
  private NDArray apart(Batch batch, int pass) {
    NDArray units = Rows.unit(pass == 0 ? whitened(batch, batch.rows()) : reordered(batch, pass));
    NDArray views = units.reshape(batch.views().getShape()); // [V, N, D]
    int count = batch.viewCount();
    var cosines = new ArrayList<NDArray>(); // [N] each
    for (int one = 0; one < count; one++) {
      for (int other = one + 1; other < count; other++) {
        cosines.add(views.get(one).mul(views.get(other)).sum(new int[] {1}));
      }
    }
    NDArray sum = cosines.stream().reduce(NDArray::add).orElseThrow();
    NDArray mean = Anchors.of(batch, batch.images(), NAME).mean(sum);
    return Scalars.times(mean, -4f / (count * (count - 1))).add(2);
  }

  private NDArray reordered(Batch batch, int pass) {
    int images = batch.images();
    int[] order = SplitMix64.of(pass).permutation(images);
    var there = new int[batch.viewCount() * images];
    var back = new int[there.length];
    for (int row = 0; row < there.length; row++) {
      there[row] = row / images * images + order[row % images];
      back[there[row]] = row;
    }
    var manager = batch.views().getManager();
    NDArray rows = batch.rows().get(manager.create(there));
    return whitened(batch, rows).get(manager.create(back));
  }

  /** Returns rows [V·N, D] whitened by view and group. */
  private NDArray whitened(Batch batch, NDArray rows) {
    long size = Math.min(group, batch.images());
    long width = batch.width();
    NDArray groups = rows.reshape(-1, size, width); // [G, S, D]
    NDArray centred = groups.sub(groups.mean(new int[] {1}, true));
    NDArray covariances =
        Scalars.over(centred.transpose(0, 2, 1).matMul(centred), size - 1); // [G, D, D]
    NDArray own = Scalars.times(rows.getManager().eye((int) width), epsilon);
    NDArray mixed = Scalars.times(covariances, (1 - epsilon)).add(own);
    NDArray whitening = Cholesky.inverse(mixed); // [G, D, D]
    return centred.matMul(whitening.transpose(0, 2, 1)).reshape(-1, width);
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Makes the whitened embeddings of an image's views alike: what is whitened cannot collapse.",
        "\\mathcal{L} = \\frac{2}{V(V-1)} \\sum_{a < b} \\left( 2 - \\frac{2}{N} \\sum_{i=1}^{N}"
            + " \\cos(\\hat{x}^a_i, \\hat{x}^b_i) \\right), \\quad \\hat{x} = L^{-1} (x - \\mu),"
            + " \\quad L L^\\top = (1 - \\epsilon) \\, \\mathrm{Cov} + \\epsilon I",
        List.of(
            new Card.Setting(
                "group",
                Integer.toString(group),
                "images whitened together, ≥ 2; released code: 128, twice the width"),
            new Card.Setting(
                "epsilon", Double.toString(epsilon), "0 ≤ ε < 1 of the identity; released code: 0"),
            new Card.Setting(
                "iterations", Integer.toString(iterations), "passes over other groups, ≥ 1")),
        "Ermolov et al. 2021, arXiv 2007.06346, eq. 3 to 6",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "group");
  }
}
