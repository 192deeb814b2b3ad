package alike.method;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * PNR, pseudo-negative regularisation: a method goes on from an earlier model, on new data, without
 * forgetting. What the other model says of other images are negatives too, the pseudo-negatives.
 *
 * <p>Starts from the weights that it is given; a frozen copy of them, in evaluation, is the past
 * model, and a predictor turns present embeddings z into p, which must find the past embeddings f.
 *
 * <table>
 * <caption>By base method; C are negatives of both models</caption>
 * <tr><td>MoCo<td>{@code mean over both directions of CE([z·k, zC]/τ) + λ CE([p·f, pC]/τ)}, C the
 * queues of both models, as they are before the step
 * <tr><td>SimCLR, SupCon<td>the same with the batch's rows of both models in the place of queues
 * <tr><td>BYOL, SimSiam, VICReg, Barlow Twins<td>{@code L + λ·½Σ D(pᵛ, fᵛ) − λ₋·½Σ R(pᵛ, fʷ)}: the
 * past embedding of the other view is the pseudo-negative; D and R are {@code 2 − 2cos} for the
 * first two, the mean square for VICReg, and Barlow's loss and −cos for Barlow Twins
 * </table>
 *
 * <p>As in the authors' release, the regulariser of SimCLR leaves the positive out of its own
 * denominator, and the other view's embeddings are negatives; both are settings. The loss of MoCo
 * and SimCLR is not added on top, since the main term holds it.
 *
 * @param base the method that goes on
 * @param weight λ, above 0
 * @param negativeWeight λ₋, 0 or more; below λ for VICReg, which has no minimum otherwise
 * @param temperature τ of both terms, above 0; the paper takes 0.2
 * @param hidden width of the predictor's hidden layer; the paper takes 2048
 * @param keepPositive whether the regulariser of SimCLR has the positive in its denominator
 * @param excludeOtherView whether the other view's embeddings are no negatives in SimCLR
 * @param sides where pseudo-negatives come in
 * @see <a href="https://arxiv.org/abs/2306.05101">Cha et al. 2024, section 3</a>
 */
public record Pnr(
    Method base,
    double weight,
    double negativeWeight,
    double temperature,
    int hidden,
    boolean keepPositive,
    boolean excludeOtherView,
    Sides sides)
    implements Method, Card.Carded {

  /** Where pseudo-negatives come in. */
  public enum Sides {
    /** In the main term and in the regulariser: the method. */
    BOTH,
    /** In the main term alone. */
    MAIN,
    /** In the regulariser alone. */
    REGULARISATION,
    /** Nowhere: the base method with a plain regulariser. */
    NEITHER;

    boolean main() {
      return this == BOTH || this == MAIN;
    }

    boolean regularisation() {
      return this == BOTH || this == REGULARISATION;
    }
  }

  /** Checks the settings, and that the base method can be continued. */
  public Pnr {
    Require.positive("weight", weight);
    Require.notNegative("negativeWeight", negativeWeight);
    Require.positive("temperature", temperature);
    Require.positive("hidden", hidden);
    var distance = Distance.of(base, "Pnr");
    if (distance == Distance.SQUARES && negativeWeight >= weight) {
      throw new IllegalArgumentException(
          "negativeWeight is %s and weight %s: mean squares have no minimum unless the first is smaller. The authors take 23 and 25."
              .formatted(negativeWeight, weight));
    }
  }

  /** Returns the method on a base, with the weights that the authors give it. */
  public static Pnr of(Method base) {
    var distance = Distance.of(base, "Pnr");
    return new Pnr(
        base, distance.weight(), distance.negativeWeight(), 0.2, 2048, false, false, Sides.BOTH);
  }

  /** Returns a copy with other weights of the regulariser and of its pseudo-negatives. */
  public Pnr weights(double regulariser, double negatives) {
    return new Pnr(
        base, regulariser, negatives, temperature, hidden, keepPositive, excludeOtherView, sides);
  }

  /** Returns a copy with another temperature. */
  public Pnr temperature(double value) {
    return new Pnr(
        base, weight, negativeWeight, value, hidden, keepPositive, excludeOtherView, sides);
  }

  /** Returns a copy whose predictor has another hidden width. */
  public Pnr hidden(int value) {
    return new Pnr(
        base, weight, negativeWeight, temperature, value, keepPositive, excludeOtherView, sides);
  }

  /** Returns a copy whose regulariser has the positive in its denominator, as the equation has. */
  public Pnr keepingPositive() {
    return new Pnr(
        base, weight, negativeWeight, temperature, hidden, true, excludeOtherView, sides);
  }

  /** Returns a copy in which the other view's embeddings are no negatives. */
  public Pnr excludingOtherView() {
    return new Pnr(base, weight, negativeWeight, temperature, hidden, keepPositive, true, sides);
  }

  /** Returns a copy with pseudo-negatives elsewhere. */
  public Pnr sides(Sides value) {
    return new Pnr(
        base, weight, negativeWeight, temperature, hidden, keepPositive, excludeOtherView, value);
  }

  @Override
  public int views() {
    return 2;
  }

  @Override
  public Learner start(Start start) {
    if (base instanceof MoCo moCo) {
      var queued = new QueuedPast(moCo.steps(start), this, start);
      return Continuation.start(queued, start, hidden, (now, step) -> queued.loss(step));
    }
    var learner = (Continued) base.start(start);
    var distance = Distance.of(base, "Pnr");
    return Continuation.start(
        learner,
        start,
        hidden,
        distance == Distance.CONTRASTIVE
            ? (now, step) -> contrastive(step)
            : (now, step) -> other(now, step, distance));
  }

  private NDArray contrastive(Continuation.Step step) {
    NDArray main =
        sides.main()
            ? PseudoNegatives.main(step.now(), step.past(), temperature, excludeOtherView)
            : PseudoNegatives.mainAlone(step.now(), temperature);
    NDArray regular =
        sides.regularisation()
            ? PseudoNegatives.regularising(
                step.predicted(),
                step.past(),
                step.now(),
                temperature,
                keepPositive,
                excludeOtherView)
            : PseudoNegatives.contrast(step.predicted(), step.past(), temperature);
    return main.add(Scalars.times(regular, weight));
  }

  private NDArray other(Continued now, Continuation.Step step, Distance distance) {
    NDArray loss = now.lossOf(step.now(), step.views());
    for (int view = 0; view < 2; view++) {
      NDArray predicted = step.view(step.predicted(), view);
      NDArray own = distance.between(predicted, step.view(step.past(), view), temperature);
      loss = loss.add(Scalars.times(own, weight / 2));
      if (sides.regularisation()) {
        NDArray across =
            distance.toNegative(predicted, step.view(step.past(), 1 - view), temperature);
        loss = loss.sub(Scalars.times(across, negativeWeight / 2));
      }
    }
    return loss;
  }

  @Override
  public Card card() {
    return new Card(
        "PNR",
        "Goes on from an earlier model: what the other model says of other images is negative too.",
        "\\mathcal{L} = -\\log \\frac{e^{z_i \\cdot z_i^+ / \\tau}}{e^{z_i \\cdot z_i^+ / \\tau} +"
            + " \\sum_{n \\in N \\cup PN'} e^{z_i \\cdot n / \\tau}} - \\lambda \\log"
            + " \\frac{e^{p_i \\cdot f_i / \\tau}}{e^{p_i \\cdot f_i / \\tau} + \\sum_{n \\in N'"
            + " \\cup PN} e^{p_i \\cdot n / \\tau}}",
        List.of(
            new Card.Setting("base", base.toString(), "the method that goes on"),
            new Card.Setting("weight", Double.toString(weight), "1; VICReg: 25"),
            new Card.Setting(
                "negativeWeight",
                Double.toString(negativeWeight),
                "CIFAR-100: BYOL 0.5, VICReg 23, Barlow Twins 1"),
            new Card.Setting("temperature", Double.toString(temperature), "0.2"),
            new Card.Setting("hidden", Integer.toString(hidden), "of the predictor; 2048"),
            new Card.Setting("keepPositive", Boolean.toString(keepPositive), "the release: false"),
            new Card.Setting(
                "excludeOtherView", Boolean.toString(excludeOtherView), "the release: false"),
            new Card.Setting("sides", sides.toString(), "the paper: BOTH")),
        "Cha et al. 2024, arXiv 2306.05101, as released",
        toString());
  }

  @Override
  public String toString() {
    var standard = of(base);
    var code =
        new Code("Pnr.of(%s)".formatted(base))
            .unless(
                weight == standard.weight && negativeWeight == standard.negativeWeight,
                "weights",
                "%s, %s".formatted(weight, negativeWeight))
            .unless(temperature == standard.temperature, "temperature", temperature)
            .unless(hidden == standard.hidden, "hidden", hidden)
            .unless(sides == Sides.BOTH, "sides", "Pnr.Sides." + sides)
            .toString();
    return code
        + (keepPositive ? ".keepingPositive()" : "")
        + (excludeOtherView ? ".excludingOtherView()" : "");
  }
}
