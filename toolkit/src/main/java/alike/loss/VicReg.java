package alike.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * Makes two views alike while every dimension keeps its spread and goes its own way.
 *
 * <p>{@code L = λ s + μ v + ν c}: s is the mean of {@code (z¹ − z²)²} over images and dimensions, v
 * the mean over dimensions of {@code max(0, 1 − √(Var + ε))}, c the sum over {@code d ≠ e} of
 * {@code Cov_de² / D}; variance and covariance are divided by N − 1. c is added over the two views;
 * v is averaged over them as in the released code, or added as in the paper's eq. 6, which is twice
 * as much.
 *
 * <p>Shapes: views [2, N, D], N ≥ 2, not normalised, numbers of up to about 1e9; result a scalar.
 * {@link Role#WEIGHTS}, where the batch has them, weigh the images in s, and only there. Total
 * collapse is μ (1 − √ε), in the paper's form twice that.
 *
 * @param invariance λ, 0 or more; the paper takes 25
 * @param variance μ, 0 or more; the paper takes 25
 * @param covariance ν, 0 or more; the paper takes 1
 * @param epsilon ε, above 0; the paper takes 1e-4
 * @param spread how v adds up over the views
 * @see <a href="https://arxiv.org/abs/2105.04906">Bardes et al. 2022, eq. 1 to 6</a>
 */
public record VicReg(
    double invariance, double variance, double covariance, double epsilon, Spread spread)
    implements Loss, Card.Carded {

  private static final String NAME = "VICReg";

  /** How the variance terms of the two views add up. */
  public enum Spread {
    /** Their mean, as in the released code. */
    MEAN,
    /** Their sum, as in the paper. */
    SUM
  }

  /** Checks the settings. */
  public VicReg {
    Require.notNegative("invariance", invariance);
    Require.notNegative("variance", variance);
    Require.notNegative("covariance", covariance);
    Require.positive("epsilon", epsilon);
  }

  /** Returns the loss as released: 25, 25, 1. */
  public static VicReg standard() {
    return new VicReg(25, 25, 1, 1e-4, Spread.MEAN);
  }

  /** Returns the loss as released with another weight of the invariance, 0 or more. */
  public static VicReg invariance(double value) {
    var standard = standard();
    return new VicReg(
        value, standard.variance, standard.covariance, standard.epsilon, standard.spread);
  }

  /** Returns a copy with another weight of the variance, 0 or more. */
  public VicReg withVariance(double value) {
    return new VicReg(invariance, value, covariance, epsilon, spread);
  }

  /** Returns a copy with another weight of the covariance, 0 or more. */
  public VicReg withCovariance(double value) {
    return new VicReg(invariance, variance, value, epsilon, spread);
  }

  /** Returns a copy with another ε above 0. */
  public VicReg withEpsilon(double value) {
    return new VicReg(invariance, variance, covariance, value, spread);
  }

  /** Returns a copy in which the variance terms of the views add up in another way. */
  public VicReg withSpread(Spread value) {
    return new VicReg(invariance, variance, covariance, epsilon, value);
  }

  @Override
  public NDArray of(Batch batch) {
    Needs.twoViews(batch, NAME, "Augment each image twice, and use batches of 2 or more.");
    NDArray first = centred(batch.view(0));
    NDArray second = centred(batch.view(1));
    double each = variance / (spread == Spread.MEAN ? 2 : 1);
    return Scalars.times(apart(batch), invariance)
        .add(Scalars.times(narrow(first).add(narrow(second)), each))
        .add(Scalars.times(redundant(first).add(redundant(second)), covariance));
  }

  private static NDArray apart(Batch batch) {
    NDArray squares = batch.view(0).sub(batch.view(1)).square().mean(new int[] {1}); // [N]
    return Anchors.of(batch, batch.images(), NAME).mean(squares);
  }

  private static NDArray centred(NDArray view) {
    return view.sub(view.mean(new int[] {0}, true));
  }

  private static NDArray variances(NDArray centred) {
    return Scalars.over(centred.square().sum(new int[] {0}), centred.getShape().get(0) - 1); // [D]
  }

  /** Returns how far the standard deviations fall short of 1, the mean over dimensions. */
  private NDArray narrow(NDArray centred) {
    NDArray deviation = variances(centred).add((float) epsilon).sqrt();
    NDArray missing = Activation.relu(deviation.neg().add(1));
    return missing.mean();
  }

  /** Returns the squares of the covariances of different dimensions, a sum divided by D. */
  private static NDArray redundant(NDArray centred) {
    var shape = centred.getShape();
    NDArray covariances =
        Scalars.over(centred.transpose().matMul(centred), shape.get(0) - 1); // [D, D]
    NDArray own = variances(centred);
    return Scalars.over(covariances.square().sum().sub(own.square().sum()), shape.get(1));
  }

  @Override
  public Card card() {
    var views = spread == Spread.MEAN ? "\\frac{\\mu}{2}" : "\\mu";
    return new Card(
        NAME,
        "Makes two views alike while every dimension keeps its spread and goes its own way.",
        "\\mathcal{L} = \\lambda s(Z, Z') + "
            + views
            + " \\left[ v(Z) + v(Z') \\right] + \\nu \\left[ c(Z) + c(Z') \\right], \\quad"
            + " v(Z) = \\frac{1}{D} \\sum_d \\max(0, 1 - \\sqrt{\\mathrm{Var}_d + \\epsilon})",
        List.of(
            new Card.Setting(
                "invariance", Double.toString(invariance), "λ ≥ 0; the paper takes 25"),
            new Card.Setting("variance", Double.toString(variance), "μ ≥ 0; the paper takes 25"),
            new Card.Setting("covariance", Double.toString(covariance), "ν ≥ 0; the paper takes 1"),
            new Card.Setting("epsilon", Double.toString(epsilon), "ε > 0; the paper takes 1e-4"),
            new Card.Setting(
                "spread",
                spread.name(),
                "variance terms of the views: MEAN as released, SUM as in the paper")),
        "Bardes et al. 2022, arXiv 2105.04906, eq. 1 to 6",
        toString());
  }

  @Override
  public String toString() {
    return Code.of(this, standard(), "invariance");
  }
}
