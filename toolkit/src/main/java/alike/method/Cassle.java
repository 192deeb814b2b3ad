package alike.method;

import ai.djl.ndarray.NDArray;
import alike.check.Require;
import alike.engine.Scalars;
import alike.show.Card;
import java.util.List;

/**
 * CaSSLe: a method goes on from an earlier model, on new data; a predictor must still tell from the
 * present embedding of a view what the earlier model said of the same view.
 *
 * <p>{@code L + λ·½[D(p¹, f¹) + D(p², f²)]}, with p predicted from present embeddings, f those of a
 * frozen copy of the weights that the training starts from, in evaluation, and D the base method's
 * own loss: picking f out of the batch, both ways (SimCLR, SupCon, MoCo: over the rows of both
 * views together), {@code 2 − 2cos} (BYOL, SimSiam), Barlow's, or the mean square (VICReg).
 *
 * @param base the method that goes on
 * @param weight λ, above 0; the paper takes 1, for VICReg 25
 * @param temperature of picking, above 0; the paper takes 0.2
 * @param hidden width of the predictor's hidden layer; the paper takes 2048
 * @see <a href="https://arxiv.org/abs/2112.04215">Fini et al. 2022, section 4</a>
 */
public record Cassle(Method base, double weight, double temperature, int hidden)
    implements Method, Card.Carded {

  /** Checks the settings, and that the base method can be continued. */
  public Cassle {
    Require.positive("weight", weight);
    Require.positive("temperature", temperature);
    Require.positive("hidden", hidden);
    var unused = Distance.of(base, "Cassle");
  }

  /** Returns the method on a base, with the paper's weight. */
  public static Cassle of(Method base) {
    return new Cassle(base, Distance.of(base, "Cassle").weight(), 0.2, 2048);
  }

  /** Returns a copy with another weight. */
  public Cassle weight(double value) {
    return new Cassle(base, value, temperature, hidden);
  }

  /** Returns a copy with another temperature. */
  public Cassle temperature(double value) {
    return new Cassle(base, weight, value, hidden);
  }

  /** Returns a copy whose predictor has another hidden width. */
  public Cassle hidden(int value) {
    return new Cassle(base, weight, temperature, value);
  }

  @Override
  public int views() {
    return 2;
  }

  @Override
  public Learner start(Start start) {
    var distance = Distance.of(base, "Cassle");
    return Continuation.start(
        (Continued) base.start(start), start, hidden, (now, step) -> loss(now, step, distance));
  }

  private NDArray loss(Continued now, Continuation.Step step, Distance distance) {
    NDArray loss = now.lossOf(step.now(), step.views());
    return loss.add(Scalars.times(distilled(step, distance), weight));
  }

  private NDArray distilled(Continuation.Step step, Distance distance) {
    if (distance == Distance.CONTRASTIVE) {
      return distance.between(step.predicted(), step.past(), temperature);
    }
    NDArray first =
        distance.between(step.view(step.predicted(), 0), step.view(step.past(), 0), temperature);
    NDArray second =
        distance.between(step.view(step.predicted(), 1), step.view(step.past(), 1), temperature);
    return Scalars.over(first.add(second), 2);
  }

  @Override
  public Card card() {
    return new Card(
        "CaSSLe",
        "Goes on from an earlier model, of which the present embeddings must still tell.",
        "\\mathcal{L} = \\mathcal{L}_{SSL} + \\lambda \\tfrac12 \\bigl[ D(p^1, f^1) + D(p^2, f^2)"
            + " \\bigr]",
        List.of(
            new Card.Setting("base", base.toString(), "the method that goes on"),
            new Card.Setting("weight", Double.toString(weight), "1; VICReg: 25"),
            new Card.Setting("temperature", Double.toString(temperature), "0.2"),
            new Card.Setting("hidden", Integer.toString(hidden), "of the predictor; 2048")),
        "Fini et al. 2022, arXiv 2112.04215, section 4",
        toString());
  }

  @Override
  public String toString() {
    var standard = of(base);
    return new Code("Cassle.of(%s)".formatted(base))
        .unless(weight == standard.weight, "weight", weight)
        .unless(temperature == standard.temperature, "temperature", temperature)
        .unless(hidden == standard.hidden, "hidden", hidden)
        .toString();
  }
}
